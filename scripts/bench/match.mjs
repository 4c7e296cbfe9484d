import { benchIn } from './own-database.mjs'

/**
 * How long the desk waits for the claims most like a text among 100,000, and whether the one that says the same is
 * among them: our index beside PostgreSQL's own ranking of words and its likeness of letters, on the same rows. The settings
 * of a server that keeps what it is told make no difference to reading.
 */
export const benchMatch = (teller) =>
  benchIn(teller, 'Making, indexing and asking 100,000 claims', 'scripts/bench/match.ts')
