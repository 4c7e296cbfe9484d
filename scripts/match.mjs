// `npm run --silent match -- --claims FILE.tsv --queries FILE.tsv [--jsonl]`: the claims most like each text, through
// the same SQL as the desk's "already tracked?", in a database of its own.
import { runInTemporaryDatabase } from './match/in-temporary-database.mjs'

await runInTemporaryDatabase('scripts/match.ts')
