// `npm run --silent find -- --records FILE --queries FILE [--as place|source|claim] [--jsonl]`: how well the search of readers finds
// records of yours, in a database of its own: docs/search.md.
import { runInTemporaryDatabase } from './match/in-temporary-database.mjs'

await runInTemporaryDatabase('scripts/find.ts')
