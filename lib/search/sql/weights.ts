/**
 * What each sign of likeness counts for. Learned by scripts/train/match.ts.
 */
export const weights = {
  score: 1.617139,
  covered: 10.367395,
  covered_said: 6.060473,
  covered_titled: 5.336288,
  rarest: 6.108163,
  squares: 0.560766,
  covers_said: 2.888178,
  covers_titled: 1.501214,
  figures: -0.783107,
  other_figures: -0.648888,
  length_said: -1.038004,
  length_titled: 0.273745,
  letters_said: 4.239401,
  letters_titled: 2.939625,
  resemblance: 15.360026,
} as const

/** The logarithm of the odds that a claim says what a text says: a sum of `constant`, the weighed signs and ln(asking). */
export const odds = { constant: -11.545098, signs: 0.501174, asking: 0.321641 } as const
