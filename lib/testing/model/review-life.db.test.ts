import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aNewsroom, type Newsroom, outcomeOf } from '@/lib/testing/builders'
import { anyDeed } from '@/lib/testing/model/any-deed'
import { type Deed, type Form, files, tellTo } from '@/lib/testing/model/deeds'
import { Desk } from '@/lib/testing/model/desk'
import {
  LONGEST,
  LONGEST_STORY,
  tellStory,
  timeAndAgain,
  toldAgain,
} from '@/lib/testing/model/how-long'
import {
  type Digest,
  digestOf,
  faultsOf,
  keptBy,
  keptIn,
  readBy,
  readIn,
} from '@/lib/testing/model/kept'
import { claimants, type Model, morning, type Name, type Title } from '@/lib/testing/model/newsroom'

let room: Newsroom
beforeAll(async () => {
  room = await aNewsroom()
})
afterAll(() => room.drop())

type Sheet = { model: Model }
type Real = {
  desk: Desk
  written: Digest
  /** Deeds since the two were last compared: what is kept is only ever added to, so a fault does not go away. */
  since: number
  /** What each person sent last, and what they were answered. */
  sent: Map<Name, { form: Form; answer: unknown }>
}

/** One deed of a story, done on paper and in the newsroom. */
class Step implements fc.AsyncCommand<Sheet, Real> {
  constructor(readonly deed: Deed) {}
  check = ({ model }: Readonly<Sheet>) => this.deed.fill(model) !== null
  async run(sheet: Sheet, real: Real) {
    const form = this.deed.fill(sheet.model)
    if (!form) return
    const told = structuredClone(sheet.model)
    const expected = tellTo(told, form)
    const ctx = await real.desk.context(this.deed.by)
    let answer: unknown = null
    const outcome = await outcomeOf(
      form.send(real.desk, ctx).then((given) => {
        answer = given
      }),
    )
    expect(outcome, this.deed.says).toBe(expected)
    if (outcome === 'done') sheet.model = told
    real.sent.set(this.deed.by, { form, answer })
    real.since += 1
    if (real.since % 4 === 0) await compare(sheet, real)
  }
  toString = () => this.deed.says
}

/** A press of a key that counts once, however often it arrives. */
class Again implements fc.AsyncCommand<Sheet, Real> {
  constructor(readonly by: Name) {}
  check = () => true
  async run(sheet: Sheet, real: Real) {
    const earlier = real.sent.get(this.by)
    if (!earlier?.answer) return
    const ctx = await real.desk.context(this.by)
    expect(await earlier.form.send(real.desk, ctx), `${this}`).toEqual(earlier.answer)
    await compare(sheet, real)
  }
  toString = () => `${this.by}’s browser sends the last form once more`
}

/** That what is kept, and what readers see of it, is the story that was told, and that nothing written has changed. */
async function compare({ model }: Sheet, real: Real) {
  expect(await keptBy(real.desk)).toEqual(keptIn(model))
  for (const title of Object.keys(model.claims) as Title[])
    expect(await readBy(real.desk, title)).toEqual(readIn(model, title))
  expect(await faultsOf(real.desk, real.written)).toEqual([])
  real.written = await digestOf(real.desk)
}

const step: fc.Arbitrary<fc.AsyncCommand<Sheet, Real>> = anyDeed.map((deed) => new Step(deed))
const again = fc.constantFrom<Name[]>('Mira', 'Amal', 'Rana').map((by) => new Again(by))
// Few long stories find more than many short ones, which the bias towards small values would make of them.
const steps = fc.noBias(
  fc.commands([...Array.from({ length: 12 }, () => step), again], {
    maxCommands: LONGEST_STORY,
    size: 'max',
    replayPath: toldAgain.replayPath,
  }),
)

/** The claims that are on file when a story begins. */
const onFile = fc.subarray(Object.keys(claimants) as Title[]).map((titles) => ({
  titles,
  toString: () => (titles.length === 0 ? 'nothing is on file' : `on file: ${titles.join(', ')}`),
}))

const life = fc.asyncProperty(onFile, steps, async ({ titles }, story) => {
  const desk = await Desk.open(room)
  const real: Real = { desk, written: await digestOf(desk), since: 0, sent: new Map() }
  const sheet: Sheet = { model: morning() }
  for (const title of titles)
    await new Step(files('Rana', title, 'the Gazette’s report')).run(sheet, real)
  await fc.asyncModelRun(() => ({ model: sheet, real }), story)
  await compare(sheet, real)
})

it(
  'goes by the newsroom’s rules whoever does what in whatever order, and tells readers just that',
  async () => {
    await timeAndAgain(12_000, (seed) =>
      fc.assert(life, { seed, numRuns: 1, path: toldAgain.path, reporter: tellStory }),
    )
  },
  LONGEST,
)
