// `PORT=3001 npm run app`: a further app process beside the `npm start` that runs in the same DATA_DIR.
import { further } from './launcher/further.mjs'
import { runScript } from './launcher/script.mjs'

await runScript(further)
