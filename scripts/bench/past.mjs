import { benchIn } from './own-database.mjs'

/** What a page as it stood costs beside the page of now, with 100,000 claims that each went through eleven acts. */
export const benchPast = (teller) =>
  benchIn(teller, 'Making 100,000 claims, and asking for their past', 'scripts/bench/past.ts')
