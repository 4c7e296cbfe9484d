import { benchIn } from './own-database.mjs'

/** How long a reader waits for an answer of the search, over a hundred thousand claims and over a million. */
export const benchSearch = (teller) =>
  benchIn(teller, 'Loading and searching claims', 'scripts/bench/search.ts')
