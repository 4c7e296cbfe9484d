import type fc from 'fast-check'

/** The short form is part of `npm test`; `npm run torture` sets TORTURE_MINUTES and, for another start, TORTURE_SEED. */
const minutes = Number(process.env.TORTURE_MINUTES || 0)
const firstSeed = Number(process.env.TORTURE_SEED || 20_241_207)

/** How many deeds a story has at the most. */
export const LONGEST_STORY = minutes > 0 ? 120 : 50

/** How long such a test may take: its time, and as much again as a failure needs to be made short. */
export const LONGEST = minutes * 60_000 + 120_000

/** Plays with one seed after the other for that long; answers how often. A failure is the story of one seed. */
export async function timeAndAgain(
  shortFormMs: number,
  play: (seed: number) => Promise<void>,
): Promise<number> {
  const end = Date.now() + (minutes * 60_000 || shortFormMs)
  let seed = firstSeed
  while (seed === firstSeed || (Date.now() < end && !toldAgain.path)) await play(seed++)
  return seed - firstSeed
}

/** What fast-check needs to tell one story again, from the words that a failure ended with. */
export const toldAgain = {
  path: process.env.TORTURE_PATH,
  replayPath: process.env.TORTURE_STEPS,
}

/** Fails with the shortest story that goes wrong, a sentence a line, and with what it takes to hear it again. */
export function tellStory<T>(details: fc.RunDetails<T>): void {
  const { failed, seed, counterexamplePath, errorInstance } = details
  const counterexample = details.counterexample as unknown[] | null
  if (!failed || counterexample === null) return
  const [steps] = counterexample
    .map(String)
    .join()
    .match(/(?<=replayPath=")[^"]*/) ?? ['']
  const fault = errorInstance instanceof Error ? errorInstance.message : String(errorInstance)
  throw new Error(
    `${fault}\n\nThe story:\n${counterexample.flatMap(sentences).join('\n')}\n
To hear it again: TORTURE_SEED=${seed} TORTURE_PATH='${counterexamplePath}' TORTURE_STEPS='${steps}'\n`,
    { cause: errorInstance },
  )
}

/** The steps that were taken, of a walk of fast-check's; anything else by its own words. */
function sentences(part: unknown): string[] {
  if (!(part instanceof Object && Symbol.iterator in part)) return [`  ${part}`]
  const steps = [...(part as Iterable<{ hasRan?: boolean }>)]
  return steps.filter((step) => step.hasRan !== false).map((step) => `  ${step}`)
}
