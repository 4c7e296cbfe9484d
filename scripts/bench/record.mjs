import { benchIn } from './own-database.mjs'

/** What a log of a million acts costs: to publish, to add to, to verify. */
export const benchRecord = (teller) =>
  benchIn(
    teller,
    'Making 100,000 claims with their past, and publishing it',
    'scripts/bench/record.ts',
  )
