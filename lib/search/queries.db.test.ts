import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editClaim, fileClaim, showClaim, withdrawClaim } from '@/lib/claims/commands'
import { editClaimInput, fileClaimInput } from '@/lib/claims/schema'
import type { Context } from '@/lib/context'
import { tokensOf } from '@/lib/search/public/tokens'
import { nearestClaims, searchClaims } from '@/lib/search/queries'
import { claimSearch } from '@/lib/search/schema'
import { aNewsroom, type Member, type Newsroom } from '@/lib/testing/builders'

let room: Newsroom
let editor: Member
const reader = { kind: 'public' } as const
let story: { id: string; slug: string }

beforeAll(async () => {
  room = await aNewsroom()
  editor = await room.aMember({ role: 'editor' })
  story = await room.aStory({ title: 'The fall of Damascus' })
  const ghani = await room.aSource({ name: 'Hassan Abdel Ghani', kind: 'person' })
  const ministry = await room.aSource({ name: 'Syrian Ministry of Defence' })
  const claim = (proposition: string, claimant: string, isShown = true) =>
    room.aClaim({ proposition, claimant, isShown })
  await claim('The final phase of encircling Damascus has begun.', ghani.id)
  await claim('There is no truth in reports of a withdrawal from areas near Damascus.', ministry.id)
  await claim('Syrian soldiers are redeploying around Homs.', ministry.id)
  await claim('A desk-only claim about Palmyra.', ministry.id, false)
  await fileClaim(
    room.contextOf(editor),
    fileClaimInput.parse({
      claimant: { id: ghani.id, name: 'by id' },
      proposition: 'Jaramana is free of government forces.',
      wording: { text: 'انسحبت قوات النظام من جرمانا', language: 'ar' },
      said: { date: '2024-12' },
      place: { name: 'Jaramana', latitude: '33.486', longitude: '36.346' },
      storyId: story.id,
      document: { use: 'existing', id: (await room.aDocument()).id },
      quote: { exact: 'The final phase has begun' },
    }),
  )
})
afterAll(() => room.drop())

const search = async (
  query: Record<string, unknown>,
  actor: Parameters<Newsroom['contextOf']>[0] = editor,
) => searchClaims(room.contextOf(actor), claimSearch.parse(query))
const propositions = async (query: Record<string, unknown>, actor?: Member | typeof reader) =>
  (await search(query, actor)).items.map(({ proposition }) =>
    proposition.split(' ').slice(0, 3).join(' '),
  )

describe('searchClaims', () => {
  it.each([
    [{ q: 'encirclement damascus' }, ['The final phase']],
    [{ q: 'withdrawals' }, ['There is no']],
    [{ q: '"final phase"' }, ['The final phase']],
    [{ q: 'damascus -withdrawal' }, ['The final phase']],
    [{ q: 'النظام' }, ['Jaramana is free']],
    [{ q: 'جَرَمانا' }, ['Jaramana is free']],
    [{ place: 'jaramana' }, ['Jaramana is free']],
    [{ language: 'ar-SY' }, ['Jaramana is free']],
    [{ saidFrom: '2024-12-20', saidTo: '2025-01-05' }, ['Jaramana is free']],
    [{ saidFrom: '2025-01-01' }, []],
    [{ saidTo: '2024-11-30' }, []],
    [{ story: 'the-fall-of-damascus' }, ['Jaramana is free']],
    [{ story: 'no-such-story' }, []],
    [{ source: 'hassan-abdel-ghani', q: 'damascus' }, ['The final phase']],
    [{ status: 'verified' }, []],
  ])('finds by %j %j', async (query, expected) => {
    expect(await propositions(query)).toEqual(expected)
  })

  it.each(['Hassan Abdul Ghany', 'Abdul Ghany', 'عبد الغني'])(
    'finds by a claimant called %s',
    async (q) => {
      expect((await propositions({ q })).sort()).toEqual(['Jaramana is free', 'The final phase'])
    },
  )

  it.each([
    ['دمشق', /Damascus/],
    ['Dimashq', /Damascus/],
    ['في دمشق', /Damascus/],
    ['بدمشق', /Damascus/],
    ['Damascus withdrawal', /no truth/],
    ['جرمانا', /Jaramana/],
    ['جـرمـانـا', /Jaramana/],
    ['Jarmana', /Jaramana/],
    ['حمص', /Homs/],
    ['Hims', /Homs/],
    ['Abdulghany', /final phase|Jaramana/],
    ['عبدالغني', /final phase|Jaramana/],
    ['انسحاب', /Jaramana/],
    ['palmyra or homs', /Homs|Palmyra/],
    ['redeploy*', /Homs/],
    ['Homs -Damascus', /Homs/],
  ])('finds first by %s what it names', async (q, expected) => {
    expect((await search({ q })).items[0]?.proposition).toMatch(expected)
  })

  it('guesses where nothing has the words, and says so', async () => {
    const page = await search({ q: 'redeplyoing' })
    expect(page.isGuess).toBe(true)
    expect(page.items[0]?.proposition).toMatch(/redeploying/)
    expect((await search({ q: 'redeploying' })).isGuess).toBe(false)
  })

  it('shows readers only what was shown to them, without the desk’s stage', async () => {
    expect(await propositions({ q: 'Palmyra' })).toHaveLength(1)
    const page = await search({}, reader)
    expect(page.total).toBe(3)
    expect(page.items.map(({ stage }) => stage)).toEqual([null, null, null])
    expect(await propositions({ story: 'the-fall-of-damascus' }, reader)).toEqual([])
    expect(await propositions({ q: 'Palmyra' }, reader)).toEqual([])
  })

  it('finds as of a moment what was public then, by today’s words, with the status it had', async () => {
    const { id } = await room.aClaim({ proposition: 'Latakia port is shut.' })
    const now = () => room.contextOf(reader)
    const ask = async (ctx: Context, query: object) => {
      const { items, total } = await searchClaims(ctx, claimSearch.parse(query))
      expect(total).toBe(items.length)
      return items.map(({ proposition, status }) => `${proposition} ${status}`)
    }
    const hidden = now()
    await showClaim(room.contextOf(editor), { claimId: id, version: await room.versionOf(id) })
    const shown = now()
    const claim = await room.db.claim.findUniqueOrThrow({ where: { id } })
    await editClaim(
      room.contextOf(editor),
      editClaimInput.parse({
        claimId: id,
        version: claim.version,
        claimant: { id: claim.claimantId, name: 'by id' },
        proposition: 'Latakia harbour is shut.',
        said: { date: '' },
        wording: {},
        place: {},
      }),
    )
    await room.aPublishedVerdict({ claim: id })
    const judged = now()
    const admin = await room.aMember({ role: 'admin' })
    await withdrawClaim(room.contextOf(admin), {
      claimId: id,
      version: await room.versionOf(id),
      reason: 'Filed in error.',
    })
    for (const query of [{ q: 'Latakia' }, { q: 'Latakia harbour' }, { q: 'Latakiya' }]) {
      expect(await ask(now(), query)).toEqual([])
      expect(await ask({ ...now(), at: hidden.now } as Context, query)).toEqual([])
      expect(await ask({ ...now(), at: shown.now } as Context, query)).toEqual([
        'Latakia port is shut. unreviewed',
      ])
      expect(await ask({ ...now(), at: judged.now } as Context, query)).toEqual([
        'Latakia harbour is shut. unverified',
      ])
    }
    const unreviewed = { status: 'unreviewed' }
    expect(await ask({ ...now(), at: shown.now } as Context, unreviewed)).toContain(
      'Latakia port is shut. unreviewed',
    )
    expect(await ask({ ...now(), at: judged.now } as Context, unreviewed)).not.toContain(
      'Latakia port is shut. unreviewed',
    )
  })

  it('shows readers nothing that was withdrawn', async () => {
    const { id } = await room.aClaim({ proposition: 'Tartus harbour is empty.', isShown: true })
    expect(await propositions({ q: 'Tartus' }, reader)).toHaveLength(1)
    const { version } = await room.db.claim.findUniqueOrThrow({ where: { id } })
    const admin = await room.aMember({ role: 'admin' })
    await withdrawClaim(room.contextOf(admin), { claimId: id, version, reason: 'Filed in error.' })
    expect(await propositions({ q: 'Tartus' }, reader)).toEqual([])
    const [claim] = (await search({ q: 'Tartus' })).items
    expect(claim?.isWithdrawn).toBe(true)
  })

  it.each([{}, { q: 'paging' }])('goes through all pages once: %j', async (query) => {
    const one = await aNewsroom()
    try {
      const somebody = await one.aMember()
      const claimant = (await one.aSource({ name: 'Somebody Else' })).id
      const ids: string[] = []
      for (let at = 0; at < 60; at++) {
        ids.push((await one.aClaim({ proposition: `Paging claim ${at}`, claimant })).id)
      }
      const seen: string[] = []
      let cursor: string | null | undefined
      do {
        const page = await searchClaims(
          one.contextOf(somebody),
          claimSearch.parse({ ...query, cursor: cursor ?? undefined }),
        )
        expect(page.total).toBe(60)
        seen.push(...page.items.map(({ id }) => id))
        cursor = page.nextCursor
      } while (cursor)
      expect(seen).toHaveLength(60)
      expect(new Set(seen)).toEqual(new Set(ids))
    } finally {
      await one.drop()
    }
  })

  it.each([
    '!!! & | <-> :* ()',
    "'; DROP TABLE claims; --",
    '\\',
    '"unbalanced',
    '-',
    '- -- -x',
    '\u0000\u0000',
    '\ud800\udc00\ud800',
    'a'.repeat(10_000),
    'word '.repeat(3000),
    'or or or',
    '%_%',
    '((((((((((((((((',
    '2024-12-07T25:00_not-a-cursor',
  ])('answers %.30j', async (q) => {
    await search({ q, place: q, cursor: q })
    await nearestClaims(room.contextOf(editor), q, 5)
  })

  it('answers whatever is typed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 400 }), async (q) => {
        await search({ q, cursor: q })
        await nearestClaims(room.contextOf(editor), q, 5)
      }),
      { numRuns: 50 },
    )
  })
})

describe('the words of a text', () => {
  const same = async (text: string) => {
    const rows = await room.db.$queryRaw<{ word: string }[]>`
      SELECT word FROM search_tokens(${text}) ORDER BY place`
    expect(rows.map(({ word }) => word)).toEqual(tokensOf(text))
  }

  it.each([
    'The army left Syria’s 2,000 posts; U.S. officials said',
    'حسن عبدالغني: «انسحبت القوات» من دِمَشْق والرقّة، ٢٬٠٠٠ جندي',
    'Hassan Abdulghany, Al-Qaim & Deir ez-Zor — #Damascus_falls 3.5%',
    'ÇA ÉTÉ Ḩimş İstanbul ﷺ',
  ])('are the same for the database and for us: %s', same)

  it('are the same whatever is written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({
          unit: fc.constantFrom(
            ...'aB9 -_.,;:\u2019\'"عبدالحمصة ىأإآٱؤئ\u0640\u064e\u0301\u00e9\u00dfßﻻ',
          ),
          maxLength: 40,
        }),
        same,
      ),
      { numRuns: 100 },
    )
  })
})

describe('nearestClaims', () => {
  const near = async (text: string, actor: Member | typeof reader = editor) =>
    (await nearestClaims(room.contextOf(actor), text, 5)).map(({ proposition }) => proposition)

  it.each([
    ['The final phase of encircling Damascus has begun', /final phase/],
    ['The last phase of the encirclement of Damascus has begun', /final phase/],
    ['Reports of withdrawal near Damascus are untrue', /no truth/],
    ['Soldiers redeploy around Homs', /redeploying/],
    ['The final fase of encercling Damascus', /final phase/],
    ['قوات النظام انسحبت من جرمانا', /Jaramana/],
  ])('puts first for %s what it repeats', async (text, expected) => {
    expect((await near(text))[0]).toMatch(expected)
  })

  it('gives one for the same words, and falls with the likeness', async () => {
    const [same, ...others] = await nearestClaims(
      room.contextOf(editor),
      'The final phase of encircling Damascus has begun.',
      5,
    )
    expect(same?.similarity).toBe(1)
    for (const other of others) expect(other.similarity).toBeLessThan(0.7)
  })

  it.each(['', 'the', 'A new bridge opened in Oslo', '…', 'of the and'])(
    'finds nothing like %j',
    async (text) => {
      expect(await near(text)).toEqual([])
    },
  )

  it('tells readers of nothing they may not see', async () => {
    expect(await near('A desk-only claim about Palmyra')).toHaveLength(1)
    expect(await near('A desk-only claim about Palmyra', reader)).toEqual([])
  })
})
