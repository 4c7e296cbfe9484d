import { setTimeout as delay } from 'node:timers/promises'
import { connectTo } from '../launcher/database.mjs'
import { hireEditors } from './flood-editors.mjs'

const PAUSE_MS = 700
const MOST_PRESSES = 5
const AGAIN_MS = 500
const SEED = 1

/** Editors who save their statements over and over, and count what was acknowledged. */
export async function hireSavers(url, databaseUrl) {
  const { editors } = await hireEditors(url, SEED)
  const acknowledged = new Map(editors.map(({ draft }) => [draft, 0]))
  const countInRecord = async () => {
    const client = await connectTo(databaseUrl)
    try {
      const { rows } = await client.query(
        `SELECT claim_id AS id, count(*)::int AS count FROM activity WHERE type = 'claim.edited' AND claim_id = ANY($1) GROUP BY 1`,
        [[...acknowledged.keys()]],
      )
      return new Map(rows.map(({ id, count }) => [id, count]))
    } finally {
      await client.end()
    }
  }
  let turn = 0
  return {
    begin() {
      let isOver = false
      const saves = []
      const all = Promise.all(
        editors.map(async ({ browser, draft, random }) => {
          await delay(random() * PAUSE_MS)
          while (!isOver) {
            const form = await untilThere(() =>
              browser.formWith(`/desk/claims/${draft}?do=edit`, 'base'),
            )
            turn += 1
            const save = await press(form, { 'place.name': `Nawa, checkpoint ${turn}` })
            saves.push(save)
            if (!save.fault) acknowledged.set(draft, acknowledged.get(draft) + 1)
            await delay(PAUSE_MS)
          }
        }),
      )
      return {
        async end() {
          isOver = true
          await all
          return saves
        },
      }
    },
    /** What the record has of what was acknowledged. */
    async compare() {
      const found = await countInRecord()
      let missing = 0
      let twice = 0
      let all = 0
      for (const [id, count] of acknowledged) {
        const kept = found.get(id) ?? 0
        all += count
        missing += Math.max(0, count - kept)
        twice += Math.max(0, kept - count)
      }
      return { acknowledged: all, missing, twice }
    },
  }
}

async function untilThere(open) {
  for (;;) {
    try {
      return await open()
    } catch {
      await delay(AGAIN_MS) // a page that was not there is opened again
    }
  }
}

/** Presses once, and again under the same id when what came was no answer to it. */
async function press(form, filledIn) {
  const begun = performance.now()
  let fault
  for (let presses = 1; presses <= MOST_PRESSES; presses++) {
    try {
      const answer = await form.press(filledIn)
      await answer.arrayBuffer()
      if (answer.status === 303) return { presses, ms: performance.now() - begun }
      fault = `a save was answered ${answer.status}`
    } catch (error) {
      fault = `a save broke off: ${error.cause?.code ?? error.message}`
    }
    await delay(AGAIN_MS)
  }
  return { presses: MOST_PRESSES, ms: performance.now() - begun, fault }
}
