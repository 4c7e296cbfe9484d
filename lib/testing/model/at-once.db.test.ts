import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linesWritten, record } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { createDb, type Db, type Tx } from '@/lib/db'
import { appendLeaves } from '@/lib/record/append'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'
import { laterDeed } from '@/lib/testing/model/any-deed'
import { atOnce, NoSuchOrder } from '@/lib/testing/model/at-once'
import {
  approves,
  attaches,
  type Deed,
  discards,
  files,
  finds,
  grades,
  gradesSource,
  links,
  makes,
  namesAlso,
  proposes,
  shows,
  speaks,
  strikes,
  tellTo,
  traces,
  unlinks,
  withdraws,
} from '@/lib/testing/model/deeds'
import { Desk } from '@/lib/testing/model/desk'
import { LONGEST, timeAndAgain } from '@/lib/testing/model/how-long'
import { claimants, type Model, morning, type Title } from '@/lib/testing/model/newsroom'

let room: Newsroom
let another: Db
beforeAll(async () => {
  room = await aNewsroom()
  // A second process's connections, so that no pool of ours puts the editors into one row.
  another = createDb(room.url)
})
afterAll(async () => {
  await another.$disconnect()
  await room.drop()
})

/** A newsroom in which these things were done, one after the other. */
async function having(...deeds: Deed[]): Promise<{ desk: Desk; model: Model }> {
  const desk = await Desk.open(room)
  const model = morning()
  for (const deed of deeds) {
    const form = deed.fill(model)
    if (!form) throw new Error(`${deed.says}: there is nothing to do it to`)
    await form.send(desk, await desk.context(deed.by))
    expect(tellTo(model, form), deed.says).toBe('done')
  }
  return { desk, model }
}

const [withdrawal, denial] = Object.keys(claimants) as [Title, Title]
const gazette = 'the Gazette’s report'
const wire = 'the Wire’s dispatch'
const radio = 'Radio Hills’ bulletin'
const filed = files('Rana', withdrawal, gazette)
const update = { status: 'unverified', kind: 'update' } as const

/** What came before, what is done at once, and how it may end, whoever is quicker. */
const cases: Record<string, { before: Deed[]; atOnce: Deed[]; ends: string[][] }> = {
  'both appearances that there are are withdrawn: one stays': {
    before: [filed, finds('Rana', withdrawal, wire, 'nobody was seen on the road')],
    atOnce: [strikes('Mira', withdrawal, gazette), strikes('Jonas', withdrawal, wire)],
    ends: [
      ['done', 'refused: needs_an_appearance'],
      ['refused: needs_an_appearance', 'done'],
    ],
  },
  'the last appearance that readers see is withdrawn twice: once': {
    before: [
      filed,
      finds('Rana', withdrawal, wire, 'nobody was seen on the road'),
      shows('Mira', withdrawal),
    ],
    atOnce: [strikes('Mira', withdrawal, gazette), strikes('Jonas', withdrawal, gazette)],
    ends: [
      ['done', 'conflict: already_withdrawn'],
      ['conflict: already_withdrawn', 'done'],
    ],
  },
  'a dispute is approved while the relation it rests on is taken back': {
    before: [
      filed,
      files('Rana', denial, wire),
      links('Rana', denial, 'counters', withdrawal),
      shows('Mira', denial),
      proposes('Mira', withdrawal, { status: 'disputed' }),
    ],
    atOnce: [approves('Jonas', withdrawal, true), unlinks('Amal', denial, 'counters', withdrawal)],
    ends: [
      ['done', 'done'],
      ['conflict: claim_changed', 'done'],
    ],
  },
  'a dispute is approved while the counterclaim it rests on is withdrawn': {
    before: [
      filed,
      files('Rana', denial, wire),
      links('Rana', denial, 'counters', withdrawal),
      shows('Mira', denial),
      proposes('Mira', withdrawal, { status: 'disputed' }),
    ],
    atOnce: [approves('Jonas', withdrawal, true), withdraws('Amal', denial)],
    ends: [
      ['done', 'done'],
      ['done', 'conflict: claim_changed'],
      ['conflict: claim_changed', 'done'],
    ],
  },
  'two proposals of one claim are approved: there is one': {
    before: [filed],
    atOnce: [
      proposes('Mira', withdrawal, { status: 'unverified' }),
      proposes('Jonas', withdrawal, { status: 'unverified' }),
    ],
    ends: [
      ['done', 'refused: already_proposed'],
      ['refused: already_proposed', 'done'],
    ],
  },
  'two origins are made one while they carry a verdict': {
    before: [
      filed,
      attaches('Rana', withdrawal, gazette, 'supports', 2),
      attaches('Rana', withdrawal, wire, 'supports', 2),
      proposes('Mira', withdrawal, { status: 'corroborated' }),
    ],
    atOnce: [
      approves('Jonas', withdrawal, true),
      traces('Amal', gazette, wire),
      discards('Rana', withdrawal, wire),
    ],
    ends: [
      ['done', 'done', 'done'],
      ['conflict: claim_changed', 'done', 'done'],
    ],
  },
  'evidence comes in on a document while it is traced elsewhere': {
    before: [filed],
    atOnce: [attaches('Rana', withdrawal, radio, 'supports', 2), traces('Mira', radio, wire)],
    ends: [['done', 'done']],
  },
  'a claim is found in a document while it is traced elsewhere': {
    before: [filed],
    atOnce: [
      finds('Rana', withdrawal, radio, 'nobody was seen on the road'),
      traces('Mira', radio, wire),
    ],
    ends: [['done', 'done']],
  },
  'a claim is filed from a document while it is traced elsewhere': {
    before: [],
    atOnce: [files('Rana', withdrawal, radio), traces('Mira', radio, wire)],
    ends: [['done', 'done']],
  },
  'two documents are traced to each other: one to the other': {
    before: [filed],
    atOnce: [traces('Mira', gazette, wire), traces('Jonas', wire, gazette)],
    ends: [
      ['done', 'refused: origin_goes_round'],
      ['refused: origin_goes_round', 'done'],
    ],
  },
  'one piece of evidence is graded twice: the grade in force is the one on record last': {
    before: [filed, attaches('Rana', withdrawal, gazette, 'supports', 3)],
    atOnce: [grades('Mira', withdrawal, gazette, 1), grades('Jonas', withdrawal, gazette, 5)],
    ends: [['done', 'done']],
  },
  'a source is graded twice: each grade says what it replaced': {
    before: [makes('Amal', 'Jonas', 'admin')],
    atOnce: [gradesSource('Amal', 'the Wire', 'A'), gradesSource('Jonas', 'the Wire', 'C')],
    ends: [['done', 'done']],
  },
  'a source is given one name twice: it has it once': {
    before: [],
    atOnce: [
      namesAlso('Mira', 'the Wire', 'The Service'),
      namesAlso('Jonas', 'the Wire', 'The Service'),
    ],
    ends: [['done', 'done']],
  },
  'a source comes to speak for another while evidence from it comes in and is graded': {
    before: [filed, attaches('Rana', withdrawal, wire, 'supports', 3)],
    atOnce: [
      speaks('Mira', 'the Wire', 'the monitor'),
      attaches('Rana', withdrawal, radio, 'supports', 2),
      grades('Jonas', withdrawal, wire, 1),
      attaches('Omar', withdrawal, wire, 'refutes', 2),
      speaks('Amal', 'the rebels', 'the Gazette'),
    ],
    ends: [['done', 'done', 'done', 'done', 'done']],
  },
  'a reviewer loses the role while approving': {
    before: [filed, proposes('Mira', withdrawal, { status: 'unverified' })],
    atOnce: [approves('Jonas', withdrawal, false), makes('Amal', 'Jonas', 'contributor')],
    ends: [
      ['done', 'done'],
      ['forbidden: verdict:approve', 'done'],
    ],
  },
  'two admins take the role from each other: one does': {
    before: [makes('Amal', 'Jonas', 'admin'), makes('Amal', 'Mira', 'admin')],
    atOnce: [makes('Amal', 'Jonas', 'contributor'), makes('Jonas', 'Amal', 'contributor')],
    ends: [
      ['done', 'forbidden: people:manage'],
      ['forbidden: people:manage', 'done'],
    ],
  },
  'a verdict is superseded by two: by one': {
    before: [
      filed,
      proposes('Mira', withdrawal, { status: 'unverified' }),
      approves('Jonas', withdrawal, false),
      proposes('Mira', withdrawal, update),
    ],
    atOnce: [approves('Jonas', withdrawal, false), approves('Amal', withdrawal, false)],
    ends: [
      ['done', 'conflict: verdict_already_answered'],
      ['conflict: verdict_already_answered', 'done'],
    ],
  },
}

/** Half of them with those sent last who come first by the clock. */
const rounds = process.env.TORTURE_MINUTES ? [1, 2, 3, 4, 5, 6, 7, 8] : [1, 2]

describe.each(Object.entries(cases))('%s', (_what, { before, atOnce: deeds, ends }) => {
  it.each(rounds)('as if one after the other (%d)', async (round) => {
    const { desk, model } = await having(...before)
    const { outcomes } = await atOnce(desk, model, deeds, {
      dbs: [room.db, another],
      isCrossed: round % 2 === 0,
    })
    expect(ends).toContainEqual(outcomes)
  })
})

describe('whatever five people do at once', () => {
  it(
    'ends as if they had done it one after the other, in the order of the log',
    async () => {
      const filing = (Object.keys(claimants) as Title[]).map((title) =>
        files('Rana', title, gazette),
      )
      let { desk, model } = await having(...filing)
      await timeAndAgain(6_000, async (seed) => {
        const [deeds = []] = fc.sample(fc.array(laterDeed, { minLength: 4, maxLength: 12 }), {
          seed,
          numRuns: 1,
        })
        // A day's work is enough: by evening most claims are withdrawn.
        if (seed % 25 === 0) ({ desk, model } = await having(...filing))
        const isCrossed = seed % 2 === 0
        ;({ model } = await atOnce(desk, model, deeds, { dbs: [room.db, another], isCrossed }))
      })
    },
    LONGEST,
  )
})

describe('the check itself', () => {
  /** Resolves for all when the last of so many has come. */
  function meeting(count: number): () => Promise<void> {
    let open: (() => void) | undefined
    const met = new Promise<void>((resolve) => {
      open = resolve
    })
    let come = 0
    return () => {
      come += 1
      if (come === count) open?.()
      return met
    }
  }

  /** A command as nobody should write one: in a transaction and with its leaf, but without `act`. */
  function blindly(ctx: Context, work: (tx: Tx) => Promise<void>): Promise<void> {
    return ctx.db.$transaction(async (tx) => {
      await work(tx)
      await appendLeaves(tx, linesWritten(tx), ctx.now)
    })
  }

  it('sees an update that was lost, where a command looks at no version and takes no lock', async () => {
    const { desk, model } = await having(filed)
    const bothHaveRead = meeting(2)
    const addsTo = (by: 'Mira' | 'Jonas', letter: string): Deed => ({
      by,
      says: `${by} adds “${letter}” to the place`,
      fill: () => ({
        tell(model) {
          const claim = model.claims[withdrawal]
          if (!claim) return
          claim.place = `${claim.place ?? ''}${letter}`
          claim.version += 1
          claim.lines.push('claim.edited')
        },
        async send(desk, ctx) {
          const id = desk.id(`claim ${withdrawal}`)
          await blindly(ctx, async (tx) => {
            const row = await tx.claim.findUniqueOrThrow({ where: { id } })
            await bothHaveRead()
            const placeName = `${row.placeName ?? ''}${letter}`
            const { version } = await tx.claim.update({
              where: { id },
              data: { placeName, version: { increment: 1 } },
            })
            await record(
              tx,
              ctx,
              { claimId: id, claimVersion: version },
              { type: 'claim.edited', payload: { before: {}, after: {} } },
            )
          })
          return {}
        },
      }),
    })
    await expect(atOnce(desk, model, [addsTo('Mira', 'A'), addsTo('Jonas', 'B')])).rejects.toThrow(
      NoSuchOrder,
    )
  })

  it('sees two decisions that were each sound and together are not, where a command takes no lock', async () => {
    const { desk, model } = await having(
      filed,
      finds('Rana', withdrawal, wire, 'nobody was seen on the road'),
    )
    const bothHaveRead = meeting(2)
    const strikesBlindly = (deed: Deed): Deed => ({
      ...deed,
      fill(model) {
        const form = deed.fill(model)
        const key = model.claims[withdrawal]?.appearances.find((each) =>
          deed.says.includes(each.paper),
        )?.key
        if (!form || !key) return null
        return {
          ...form,
          async send(desk, ctx) {
            const id = desk.id(key)
            await blindly(ctx, async (tx) => {
              const { claimId } = await tx.appearance.findUniqueOrThrow({ where: { id } })
              const others = await tx.appearance.count({
                where: { claimId, withdrawnAt: null, id: { not: id } },
              })
              await bothHaveRead()
              if (others === 0) throw new Error('there is no other')
              const by = desk.id(`person ${deed.by}`)
              await tx.appearance.update({
                where: { id },
                data: {
                  withdrawnAt: ctx.now,
                  withdrawnById: by,
                  withdrawnReason: 'It is another.',
                },
              })
              const { version } = await tx.claim.update({
                where: { id: claimId },
                data: { version: { increment: 1 } },
              })
              await record(
                tx,
                ctx,
                { claimId, claimVersion: version },
                {
                  type: 'appearance.withdrawn',
                  payload: { appearanceId: id, document: '', quote: '', reason: '' },
                },
              )
            })
            return {}
          },
        }
      },
    })
    const blind = [strikes('Mira', withdrawal, gazette), strikes('Jonas', withdrawal, wire)].map(
      strikesBlindly,
    )
    await expect(atOnce(desk, model, blind)).rejects.toThrow(NoSuchOrder)
  })
})
