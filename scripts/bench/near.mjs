import { benchIn } from './own-database.mjs'

/** How soon what is tracked already is told among a million claims, and whether: texts that say nearly what a claim says. */
export const benchNear = (teller) =>
  benchIn(
    teller,
    'Loading a million claims and asking for those that are there',
    'scripts/bench/near.ts',
  )
