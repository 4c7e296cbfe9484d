/**
 * What each sign of likeness counts for, and what makes a probability of the sum. Learned by scripts/train/match.ts.
 */
export const weights = {
  score: 1.489394,
  covered: 11.952579,
  covered_said: 8.370402,
  covered_titled: 5.83565,
  rarest: 7.062645,
  covers_said: 3.567505,
  covers_titled: 1.527473,
  figures: -0.767587,
  other_figures: -0.641167,
  length_said: -0.871193,
  length_titled: 0.303565,
  letters_said: 5.219639,
  letters_titled: 3.112207,
  resemblance: 14.385089,
} as const

/** Of the logarithm of the odds that a claim says what the text says: a sum of `1`, the weighed signs, and ln(asking). */
export const odds = { constant: -14.04052, signs: 0.51036, asking: 0.694478 } as const
