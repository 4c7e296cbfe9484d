import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'

/**
 * What was sent and what was answered. An answer is on disk before it counts as acknowledged: from then on the act
 * must be in the record, once, whatever is killed.
 */
export function openJournal(file) {
  const disk = openSync(file, 'a')
  const sent = new Map()
  const answers = new Map()
  const open = new Map()
  const faults = []
  let repeated = 0
  let refused = 0

  return {
    faults,
    answers,
    sent,
    get repeated() {
      return repeated
    },
    get refused() {
      return refused
    },
    noteSent(act, writer) {
      sent.set(act.requestId, act)
      open.set(act.requestId, writer)
    },
    noteAnswer(requestId, result) {
      open.delete(requestId)
      const first = answers.get(requestId)
      if (first === undefined) {
        writeSync(disk, `${JSON.stringify({ requestId, result })}\n`)
        fdatasyncSync(disk)
        answers.set(requestId, result)
        return
      }
      repeated += 1
      if (!isDeepStrictEqual(first, result)) {
        faults.push(
          `${sent.get(requestId)?.command} ${requestId} was answered ${JSON.stringify(first)} and then ${JSON.stringify(result)}`,
        )
      }
    },
    noteRefusal(requestId, outcome) {
      open.delete(requestId)
      refused += 1
      if (answers.has(requestId))
        faults.push(`${requestId} was acknowledged, and when sent again ${outcome}`)
    },
    /** Acts that a writer took with it: nobody knows whether they were done. */
    inDoubtOf(writer) {
      return [...open].filter(([, each]) => each === writer).map(([id]) => sent.get(id))
    },
    get inDoubt() {
      return open.size
    },
    /** An act that was acknowledged, to be sent once more. */
    oneAnswered(roll) {
      const ids = [...answers.keys()]
      return ids.length === 0 ? undefined : sent.get(ids[roll(ids.length)])
    },
    close: () => closeSync(disk),
  }
}
