// `node scripts/backup/try-pitr.mjs [ACTS]`: point-in-time recovery on a PostgreSQL server of its own, thrown away after it.
// Needs a server's programs: Debian's postgresql package, or PG_BIN=/folder/of/bin.
import { prepareClone } from '../launcher/prepare-clone.mjs'
import { createTeller } from '../launcher/say.mjs'
import { runScript } from '../launcher/script.mjs'
import { StartProblem } from '../launcher/start-problem.mjs'

await runScript(async () => {
  const teller = createTeller()
  await prepareClone(teller, { withBuild: false })
  const { findServer } = await import('./installed-server.mjs')
  const { tryPointInTime } = await import('./pitr.mjs')
  const bin = findServer()
  if (!bin) {
    throw new StartProblem(
      'There is no PostgreSQL server to try it on: install one (apt install postgresql), or say where its programs are with PG_BIN.',
    )
  }
  const count = Number(process.argv[2] ?? 400)
  const found = await tryPointInTime({ bin, count, teller })
  teller.plain(`
PostgreSQL ${found.version}, ${found.done} acts done, recovered to ${found.moment}
  acknowledged before that moment: ${found.acknowledgedBefore}, of which lost: ${found.lost}
  begun after it: ${found.begunAfter}, of which there all the same: ${found.tooMany}
  under way at it: ${found.underWay}
  acts in the record: ${found.acts}, leaves in its tree: ${found.leaves}, ${found.treeIsPrefix ? 'the beginning of the tree that was lost' : 'NOT the tree that was lost'}
  base backup ${found.baseMs} ms, recovery with its start ${found.recoveryMs} ms`)
  return found.lost + found.tooMany === 0 && found.treeIsPrefix ? 0 : 1
})
