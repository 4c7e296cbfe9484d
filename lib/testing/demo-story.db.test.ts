import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPeople } from '@/lib/auth/demo-people'
import { verifyPassword } from '@/lib/auth/passwords'
import type { Db } from '@/lib/db'
import { ORIGINS_NEEDED } from '@/lib/review/rules'
import { verdictSnapshot, verificationStatus } from '@/lib/review/schema'
import { getCorrectionsPage } from '@/lib/site/queries/corrections'
import { getComparisonPage } from '@/lib/site/queries/history'
import { sayDifference } from '@/lib/site/say-difference'
import { sourcesNamed } from '@/lib/sources/queries'
import { freshDatabase } from '@/lib/testing/database'
import { wordsOf } from '@/lib/words/words-of'
import { settle } from '@/scripts/seed/instance'

const now = new Date('2026-01-01T00:00:00Z')

/** What happened on 6–9 December 2024: the day, who said it, and words by which its claim is known. */
const facts: [day: string, claimant: RegExp, proposition: RegExp][] = [
  ['2024-12-06', /Observatory/, /left the city of Homs for its outskirts/],
  ['2024-12-06', /defence ministry/, /still in place in Homs.*false/],
  ['2024-12-06', /Military Operations/, /last village before Homs/],
  ['2024-12-07', /Abdel Ghani/, /Sanamayn, 20 km from the southern gate/],
  ['2024-12-07', /Rami Abdel Rahman/, /10 km south-west of Damascus.*local fighters/],
  ['2024-12-07', /Observatory/, /90 per cent of Daraa province/],
  ['2024-12-07', /Abdel Ghani/, /final phase of encircling Damascus/],
  ['2024-12-07', /defence ministry/, /not withdrawn from any part of the Damascus countryside/],
  ['2024-12-07', /Rahmoun/, /cordon that nobody can break/],
  ['2024-12-07', /Presidency/, /left Damascus are untrue; he is working there/],
  ['2024-12-07', /Rami Abdel Rahman/, /Maadamiyah, Jaramana and Daraya/],
  ['2024-12-07', /witness and activists/, /statue of Hafez al-Assad in Jaramana/],
  ['2024-12-07', /al-Mahlawi/, /About 2,000 Syrian soldiers, some of them wounded.*Al-Qaim/],
  ['2024-12-07', /Awadi/, /Nearly 2,000.*consent and with their equipment/],
  ['2024-12-07', /defence ministry/, /redeploying under orders, not deserting to Iraq/],
  ['2024-12-07', /Observatory/, /entered Homs and hold some of its districts/],
  ['2024-12-07', /Abdel Ghani/, /begun to advance into the city of Homs/],
  ['2024-12-07', /defence ministry/, /not entered Homs, which is safe and stable/],
  ['2024-12-07', /Abdel Ghani/, /3,500 prisoners from the military prison in Homs/],
  ['2024-12-08', /Military Operations/, /Damascus is in rebel hands.*has ended/],
  ['2024-12-08', /senior Syrian army officers/, /al-Assad has flown out of Damascus/],
  ['2024-12-09', /Anbar tribal/, /More than 4,000 Syrian soldiers/],
]

let db: Db
let drop: () => Promise<void>
let settled: { isDemo: boolean }

beforeAll(async () => {
  ;({ db, drop } = await freshDatabase())
  settled = await settle(db, { wantsDemo: true, now })
}, 120_000)
afterAll(() => drop())

const live = { publicSince: { not: null }, withdrawal: null }

describe('the demo story', () => {
  it('makes a demo instance whose people can sign in', async () => {
    expect(settled).toEqual({ isDemo: true })
    for (const { email, password, role } of demoPeople) {
      const person = await db.user.findUniqueOrThrow({ where: { email } })
      expect(person.role).toBe(role)
      expect(await verifyPassword(person.passwordHash, password)).toBe(true)
    }
  })

  it('has at least 24 claims that readers see', async () => {
    expect(await db.claim.count({ where: live })).toBeGreaterThanOrEqual(24)
  })

  it.each(facts)('on %s has what %s said: %s', async (day, claimant, proposition) => {
    const claims = await db.claim.findMany({ where: live, include: { claimant: true } })
    const found = claims.filter(
      (claim) =>
        proposition.test(claim.proposition) &&
        claimant.test(claim.claimant.name) &&
        claim.saidOn?.toISOString().startsWith(day),
    )
    expect(found).toHaveLength(1)
  })

  it('shows every status', async () => {
    const claims = await db.claim.findMany({ where: live, include: { currentVerdict: true } })
    const statuses = new Set(claims.map((claim) => claim.currentVerdict?.status ?? 'unreviewed'))
    expect([...statuses].sort()).toEqual([...verificationStatus.options].sort())
  })

  it('has work in every stage, a withdrawal, a correction and proposals that wait', async () => {
    const stages = await db.claim.groupBy({ by: ['stage'] })
    expect(stages.map(({ stage }) => stage).sort()).toEqual(
      ['checking', 'in_review', 'published', 'set_aside', 'triage'].sort(),
    )
    expect(await db.withdrawal.count()).toBe(1)
    expect(await db.verdict.count({ where: { state: 'published', kind: 'correction' } })).toBe(1)
    expect(await db.verdict.count({ where: { state: 'proposed' } })).toBeGreaterThanOrEqual(1)
  })

  it('keeps its record in the order of 6 to 10 December 2024', async () => {
    const acts = await db.activity.findMany({ orderBy: { id: 'asc' }, select: { at: true } })
    const times = acts.map(({ at }) => at.getTime())
    expect(times).toEqual([...times].sort((one, other) => one - other))
    expect(new Date(times[0] ?? 0) >= new Date('2024-12-06T06:00:00+03:00')).toBe(true)
    expect(new Date(times.at(-1) ?? 0) < new Date('2024-12-10T00:00:00+03:00')).toBe(true)
  })

  it('reads nothing before it was published', async () => {
    const early = await db.$queryRaw<{ title: string }[]>`
      SELECT title FROM documents
      WHERE created_at < coalesce(published_at, published_on::timestamp AT TIME ZONE 'Asia/Kolkata')`
    expect(early).toEqual([])
  })

  it('carries one quote through four outlets to one origin', async () => {
    const claim = await db.claim.findFirstOrThrow({
      where: { proposition: { contains: 'final phase' } },
      include: {
        appearances: {
          include: { document: { include: { publisher: true, originSource: true } } },
        },
      },
    })
    const fromAfp = claim.appearances.filter(
      ({ document }) => document.originSource?.name === 'AFP',
    )
    expect(fromAfp.map(({ document }) => document.publisher.name).sort()).toEqual([
      'Channel NewsAsia',
      'LBCI',
      'UrduPoint',
      'WION',
    ])
  })

  it('rests each positive finding on independent origins, none of them the claimant', async () => {
    const published = await db.verdict.findMany({ where: { state: 'published' } })
    for (const verdict of published) {
      const { evidence } = verdictSnapshot.parse(verdict.evidenceSnapshot)
      const stance = verdict.status === 'false' ? 'refutes' : 'supports'
      const origins = new Set(
        evidence
          .filter((each) => each.stance === stance && !each.isFromClaimant)
          .map(({ origin }) => origin.id),
      )
      if (['corroborated', 'verified', 'false'].includes(verdict.status)) {
        expect(origins.size, verdict.rationale).toBeGreaterThanOrEqual(ORIGINS_NEEDED)
      }
    }
  })

  it('had counted one man twice under two spellings until it was corrected', async () => {
    const line = await db.verdict.findMany({
      where: { state: 'published', claim: { proposition: { contains: 'final phase' } } },
      orderBy: { publishedAt: 'asc' },
    })
    expect(line.map(({ status, kind }) => `${status} ${kind}`)).toEqual([
      'disputed first',
      'corroborated update',
      'disputed correction',
      'overtaken update',
    ])
    const origins = line.map(
      ({ evidenceSnapshot }) =>
        new Set(verdictSnapshot.parse(evidenceSnapshot).evidence.map(({ origin }) => origin.id))
          .size,
    )
    expect(origins).toEqual([0, 2, 1, 1])
  })

  it('tells readers in words how that correction came about', async () => {
    const { items } = await getCorrectionsPage({ db })
    const [correction] = items.filter(({ what }) => what === 'verdict')
    expect(correction).toMatchObject({
      before: 'corroborated',
      status: 'disputed',
      now: 'overtaken',
    })
    const page = await getComparisonPage({ db }, correction?.slug ?? '', { before: 2, after: 3 })
    if (page?.kind !== 'claim') throw new Error('no such comparison')
    expect(sayDifference(page.difference, wordsOf())).toMatchObject({
      finding: [
        'The status went from corroborated to disputed.',
        'Confidence went from moderate to low.',
      ],
      evidence: [
        'Independent origins supporting it: 2 before, 1 after.',
        expect.stringMatching(/^Graded anew: /),
        expect.stringMatching(/^Traced to another origin: /),
      ],
    })
  })

  it.each([
    'Hassan Abdul Ghany',
    'Hassan Abdul-Ghani',
    'Hasan Abdul Ghani',
    'Hassan Abdulghani',
    'حسن عبد الغني',
  ])('knows the commander as %s', async (spelling) => {
    const named = await db.$transaction((tx) => sourcesNamed(tx, spelling))
    expect(named.map(({ name }) => name)).toEqual(['Hassan Abdel Ghani'])
  })

  it('writes nothing at the second start', async () => {
    const before = await countAll(db)
    expect(await settle(db, { wantsDemo: true, now })).toEqual({ isDemo: true })
    expect(await settle(db, { wantsDemo: false, now })).toEqual({ isDemo: true })
    expect(await countAll(db)).toEqual(before)
  })
})

describe('an instance that is no demo', () => {
  it('holds nobody and nothing when no demo was asked for', async () => {
    const other = await freshDatabase()
    try {
      expect(await settle(other.db, { wantsDemo: false, now })).toEqual({ isDemo: false })
      expect(await countAll(other.db)).toEqual({ people: 0, claims: 0, acts: 0, submissions: 0 })
    } finally {
      await other.drop()
    }
  })

  it('is what a database with somebody’s work in it becomes', async () => {
    const other = await freshDatabase()
    try {
      await other.db.user.create({
        data: { email: 'editor@newsroom.example', name: 'Editor', role: 'admin', createdAt: now },
      })
      expect(await settle(other.db, { wantsDemo: true, now })).toMatchObject({ isDemo: false })
      expect(await countAll(other.db)).toEqual({ people: 1, claims: 0, acts: 0, submissions: 0 })
    } finally {
      await other.drop()
    }
  })
})

describe('a seed that was cut short', () => {
  it('goes on where it stopped and tells the same story', async () => {
    const other = await freshDatabase()
    try {
      await expect(settle(failingAfter(other.db, 200), { wantsDemo: true, now })).rejects.toThrow(
        'cut short',
      )
      expect(await other.db.instance.count()).toBe(0)
      expect(await other.db.activity.count()).toBeGreaterThan(0)
      expect(await settle(other.db, { wantsDemo: true, now })).toEqual({ isDemo: true })
      expect(await countAll(other.db)).toEqual(await countAll(db))
    } finally {
      await other.drop()
    }
  }, 120_000)
})

async function countAll(from: Db) {
  return {
    people: await from.user.count(),
    claims: await from.claim.count(),
    acts: await from.activity.count(),
    submissions: await from.submission.count(),
  }
}

/** The database with the power cut after so many acts. */
function failingAfter(whole: Db, acts: number): Db {
  let left = acts
  return new Proxy(whole, {
    get(target, key) {
      if (key === '$transaction' && --left < 0) throw new Error('cut short')
      const value = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
