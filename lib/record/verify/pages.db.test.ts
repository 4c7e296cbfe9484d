import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withdrawClaim } from '@/lib/claims/commands'
import { claimJson } from '@/lib/interop/claim-json'
import { claimReview } from '@/lib/interop/claim-review'
import { indexFileOf, pastPathOf } from '@/lib/publish/past-files'
import { fileOf, writeData, writePage } from '@/lib/publish/store'
import { publishRecord } from '@/lib/record/publish'
import { recordFiles } from '@/lib/record/publish-files'
import { checkClaimJson } from '@/lib/record/verify/claim-json'
import { checkCorrections, correctionPages } from '@/lib/record/verify/corrections'
import { folderReader } from '@/lib/record/verify/instance'
import { checkClaimPage, checkStoryPage } from '@/lib/record/verify/pages'
import { PastActs } from '@/lib/record/verify/past'
import { checkPastFolder, pastIn } from '@/lib/record/verify/past-folder'
import { checkMementos } from '@/lib/record/verify/past-outside'
import { standingOf } from '@/lib/record/verify/public-record'
import { checkPublishedLog } from '@/lib/record/verify/published'
import { Report } from '@/lib/record/verify/report'
import type { VerificationStatus } from '@/lib/review/schema'
import { getMoments } from '@/lib/site/moments'
import { getClaimPage } from '@/lib/site/queries/claim'
import { getCorrectionsPage } from '@/lib/site/queries/corrections'
import type { ClaimPage, CorrectionsPage, WithdrawnClaim } from '@/lib/site/views'
import { confidenceWords, statusWords } from '@/lib/site/words'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'
import { wordsOf } from '@/lib/words/words-of'

const ORIGIN = 'https://claims.example'
const LATER = new Date('2030-01-01T00:00:00Z')

let room: Newsroom
let home: string
let slug: string
let withdrawn: string
let moments: string[]
let acts: PastActs

beforeAll(async () => {
  room = await aNewsroom()
  home = mkdtempSync(path.join(tmpdir(), 'counterclaim-verify-pages-'))
  const claim = await room.aClaim({ isShown: true })
  slug = claim.slug
  const other = await room.aClaim({ isShown: true })
  await room.aRelation({ from: other.id, to: claim.id })
  const evidence = { claim: claim.id, origin: (await room.aSource({ kind: 'monitor' })).id }
  await room.someEvidence(evidence)
  await room.aPublishedVerdict({ claim: claim.id, rationale: 'Nobody could say what had begun.' })
  await room.aPublishedVerdict({
    claim: claim.id,
    rationale: 'We asked again; nobody could say.',
    kind: 'correction',
    publicNote: 'We had misread it.',
  })
  withdrawn = (await aWithdrawnClaim()).slug
  const published = path.join(home, 'first')
  await publishRecord({
    db: room.db,
    files: recordFiles(path.join(published, 'record')),
    keys: { folder: path.join(home, 'keys'), origin: 'desk.example/record' },
    now: () => new Date('2025-01-01T00:00:00Z'),
  })
  acts = await actsIn(published)
  moments = (await getMoments({ db: room.db }, `/claims/${slug}`))?.map(({ at }) => at) ?? []
  for (const each of [slug, withdrawn]) await writePast(published, each)
}, 120_000)

afterAll(async () => {
  await room.drop()
  rmSync(home, { recursive: true, force: true })
})

async function aWithdrawnClaim() {
  const claim = await room.aClaim({ isShown: true })
  const admin = await room.aMember({ role: 'admin' })
  await withdrawClaim(room.contextOf(admin), {
    requestId: undefined,
    claimId: claim.id,
    version: await room.versionOf(claim.id),
    reason: 'A forgery.',
  })
  return claim
}

async function actsIn(published: string): Promise<PastActs> {
  const told = new PastActs()
  const read = folderReader(path.join(published, 'record'))
  const size = await room.db.leaf.count()
  await checkPublishedLog(new Report(), read, { size, sizes: [], onAct: (act) => told.add(act) })
  return told
}

async function viewAt(claim: string, at: Date): Promise<ClaimPage | WithdrawnClaim> {
  const view = await getClaimPage({ db: room.db, at }, claim)
  if (!view) throw new Error(`no page of ${claim}`)
  return view
}

async function writePast(published: string, claim: string): Promise<void> {
  const page = `/claims/${claim}`
  const listed = (await getMoments({ db: room.db }, page))?.map(({ at }) => at) ?? []
  const index = { made: '2025-01-01T00:00:00.000Z', moments: listed }
  await writeData(published, indexFileOf(page), JSON.stringify(index))
  for (const moment of listed) {
    const html = pageOf(await viewAt(claim, new Date(moment)))
    await writePage(published, pastPathOf(page, moment), html)
  }
}

/** A claim's page with everything in the places where readers find it, and nothing else. */
function pageOf(view: ClaimPage | WithdrawnClaim): string {
  const html = (body: string) => `<!DOCTYPE html><html><body>${body}</body></html>`
  const time = (iso: string) => `<time datetime="${iso.slice(0, 19)}Z">then</time>`
  if (view.kind === 'withdrawn') {
    return html(
      `<article class="withdrawn"><h1>${view.proposition}</h1>${time(view.withdrawnAt)}<p class="prose">${view.reason}</p></article>`,
    )
  }
  const { verdict } = view
  const mark = (status: ClaimPage['status']) => `<b class="status-mark">${statusWords[status]}</b>`
  const changes = view.changes.map(
    ({ at, status, note }) =>
      `<li>${time(at)}${mark(status)}${note ? `<p class="changes-note">${note}</p>` : ''}</li>`,
  )
  const evidence = view.evidence
    .flatMap(({ groups }) => groups.flatMap(({ items }) => items))
    .map(
      ({ excerpt, reliability, credibility }) =>
        `<div class="evidence-item"><blockquote>${excerpt.text}</blockquote><b class="grade-code">${reliability ?? ''}${credibility}</b></div>`,
    )
  const quotes = view.appearances.flatMap((group) => group.quotes).map(({ quote }) => quote.text)
  const review = claimReview(view, { origin: ORIGIN })
  return html(`<h1>${view.proposition}</h1>
    <p class="byline"><a href="/sources/${view.claimant.slug}">${view.claimant.name}</a></p>
    <section class="verdict status--${view.status}"><b class="verdict-word">${statusWords[view.status]}</b>
    ${verdict ? `<b class="confidence">${confidenceWords[verdict.confidence]} confidence</b>` : ''}
    <ul class="verdict-facts"><li>So since ${time(view.since)}</li></ul></section>
    <section class="claim-why"><p class="prose">${verdict?.rationale ?? ''}</p></section>
    <section class="claim-evidence">${evidence.join('')}</section>
    <section class="side">${quotes.map((quote) => `<blockquote>${quote}</blockquote>`).join('')}</section>
    <section class="side side--other">${view.counterclaims
      .map(
        (each) =>
          `<div class="counterclaim"><b class="counterclaim-title">${each.proposition}</b>${mark(each.status)}</div>`,
      )
      .join('')}</section>
    <ol class="changes">${changes.join('')}</ol>
    ${review ? `<script type="application/ld+json">${JSON.stringify(review)}</script>` : ''}`)
}

const saysOf = (report: Report) => report.findings.map(({ says }) => says)

describe('the pages of the past in a folder', () => {
  it('hold where nobody touched them', () =>
    inACopy(async ({ verify }) => {
      const report = await verify()
      expect(saysOf(report)).toEqual([])
      expect(moments.length).toBeGreaterThanOrEqual(3)
      expect(report.counts['past pages']).toBeGreaterThan(moments.length)
    }))

  it('are held to what the leaves said at their moment, hash and compressed forms remade or not', () =>
    inACopy(async ({ folder, verify }) => {
      const page = pastPathOf(`/claims/${slug}`, verdictAt(0))
      await writePage(folder, page, bodyOf(folder, page).replace('Nobody could say', 'He said so'))
      expect(saysOf(await verify())).toEqual([
        expect.stringMatching(
          `^The page /claims/${slug}\\?at=${verdictAt(0)} disagrees with its leaf in the rationale: it says “He said so what had begun.”, and the leaves say “Nobody could say what had begun.”`,
        ),
      ])
    }))

  it('are not the page of a later moment', () =>
    inACopy(async ({ folder, verify }) => {
      const [early, late] = [verdictAt(0), verdictAt(1)].map((at) =>
        pastPathOf(`/claims/${slug}`, at),
      )
      await writePage(folder, early ?? '', bodyOf(folder, late ?? ''))
      expect(saysOf(await verify())).toContainEqual(
        expect.stringContaining('in how often it changed: it says “3 times”'),
      )
    }))

  it('have the hash that they end with, and compressed forms that say the same', () =>
    inACopy(async ({ folder, verify }) => {
      const page = pastPathOf(`/claims/${withdrawn}`, shownAt(withdrawn))
      const { text, name } = fileIn(folder, page)
      await writeData(folder, name, text.replace('</body>', ' </body>'))
      const says = saysOf(await verify())
      expect(says).toContainEqual(
        expect.stringMatching(/\?at=.* does not have the hash that it ends with/),
      )
      expect(says).toContainEqual(expect.stringMatching(/^The compressed form .*\.br of the page/))
      expect(says).toContainEqual(expect.stringMatching(/^The compressed form .*\.gz of the page/))
    }))

  it('show no claim before a leaf showed it', () =>
    inACopy(async ({ folder, verify }) => {
      const late = bodyOf(folder, pastPathOf(`/claims/${slug}`, verdictAt(1)))
      const before = new Date(Date.parse(shownAt(slug)) - 1).toISOString()
      await writePage(folder, pastPathOf(`/claims/${slug}`, before), late)
      expect(saysOf(await verify())).toContainEqual(
        expect.stringContaining('in the claim: it says (there is one)'),
      )
    }))

  it('are as the application makes them, where what followed is settled', () =>
    inACopy(async ({ folder, verify }) => {
      const asked: string[] = []
      const report = await verify(async (page) => {
        asked.push(page.moment)
        const { text } = fileIn(folder, pastPathOf(page.path, page.moment))
        return page.moment === verdictAt(0) ? text.replace('then', 'now') : text
      })
      expect(saysOf(report)).toEqual([
        expect.stringMatching(/\?at=.* is not as the application makes it now/),
      ])
      expect(asked).not.toContain(moments.at(-1))
    }))

  it('are listed with every moment at which an act changed the page', () =>
    inACopy(async ({ folder, verify }) => {
      const name = indexFileOf(`/claims/${slug}`)
      const index = JSON.parse(readFileSync(path.join(folder, name), 'utf8'))
      const left = moments.filter((moment) => moment !== verdictAt(1))
      await writeData(folder, name, JSON.stringify({ ...index, moments: left }))
      expect(saysOf(await verify())).toEqual([
        `The moments of the page /claims/${slug} leave out ${verdictAt(1)}, when the claim ${slug} was corrected: whoever asks for that time is shown the page before.`,
      ])
    }))

  it.each([
    ['/', 'got a verdict', 0],
    ['/corrections', 'was corrected', 1],
  ])('of %s are listed with no act within a stretch that is said to be one', (page, what, place) =>
    inACopy(async ({ folder, verify }) => {
      const beyond = (by: number) => new Date(Date.parse(verdictAt(place)) + by).toISOString()
      const spans = [
        [beyond(-1), beyond(1), LATER.toISOString()],
        [beyond(-2), beyond(0), LATER.toISOString()],
        // An act may still have been under way when this was listed.
        [beyond(-3), null, beyond(59_000)],
      ]
      await writeData(folder, indexFileOf(page), JSON.stringify({ spans }))
      expect(saysOf(await verify())).toEqual([
        `The moments of the page ${page} leave out ${verdictAt(place)}, when the claim ${slug} ${what}: whoever asks for that time is shown the page before.`,
      ])
    }),
  )
})

describe('the mementos of a site', () => {
  const timeMapOf = (page: string, listed: string[]) =>
    [
      `<${ORIGIN}${page}>; rel="original timegate"`,
      ...listed.map((moment, at) => {
        const relation = at === 0 ? 'first memento' : 'memento'
        return `<${ORIGIN}${page}?at=${moment}>; rel="${relation}"; datetime="some day"`
      }),
    ].join(',\n')

  /** Answers as the front server does, with one page altered. */
  async function verify(alter: (page: string) => string) {
    const report = new Report()
    await checkMementos(report, acts, {
      async readPage(address) {
        const [, claim = '', rest = ''] = /^\/claims\/([a-z0-9-]+)(.*)$/.exec(address) ?? []
        const page = `/claims/${claim}`
        if (rest === '/timemap') {
          const listed = await getMoments({ db: room.db }, page)
          return timeMapOf(page, listed?.map(({ at }) => at) ?? [])
        }
        const moment = rest.slice('?at='.length)
        const html = pageOf(await viewAt(claim, new Date(moment)))
        const body = claim === slug && moment === verdictAt(0) ? alter(html) : html
        return `${body}<!-- sha256:${createHash('sha256').update(body).digest('hex')} -->\n`
      },
      again: async () => acts,
      patienceMs: 0,
    })
    return report
  }

  it('hold where nobody touched them, and a note says how many were looked at', async () => {
    const report = await verify((page) => page)
    expect(saysOf(report)).toEqual([])
    expect(report.notes).toEqual([
      expect.stringMatching(/^Of the past, \d+ pages of 3 of the 3 claims were looked at/),
    ])
  })

  it('are held to what the leaves said at their moment', async () => {
    const report = await verify((page) => page.replaceAll('Nobody could say', 'He said so'))
    expect(saysOf(report)).toEqual([
      expect.stringMatching(/\?at=.* disagrees with its leaf in the rationale/),
      expect.stringMatching(/\?at=.* disagrees with its leaf in the rationale, for machines/),
    ])
  })
})

describe('what machines are told of a claim', () => {
  const jsonOf = async (claim: string) => claimJson(await viewAt(claim, LATER), { origin: ORIGIN })
  const check = (json: object, claim: string) => {
    const record = acts.now()
    const told = record.claimAt(claim)
    if (!told) throw new Error('no such claim')
    return checkClaimJson(JSON.stringify(json), told, record).map(({ what }) => what)
  }

  it('is what the leaves say, of one that stands and one that was withdrawn', async () => {
    expect(check(await jsonOf(slug), slug)).toEqual([])
    expect(check(await jsonOf(withdrawn), withdrawn)).toEqual([])
  })

  it.each<[string, (json: Record<string, unknown>) => object]>([
    ['the status', (json) => ({ ...json, status: 'verified' })],
    ['the confidence', (json) => ({ ...json, confidence: 'certain' })],
    ['the claim', (json) => ({ ...json, claim: 'Another.' })],
    ['the claimant', (json) => ({ ...json, claimant: { name: 'Another' } })],
    ['since when', (json) => ({ ...json, since: '2020-01-01T00:00:00.000Z' })],
    [
      'the rationale',
      ({ verdict, ...json }) => ({
        ...json,
        verdict: { ...(verdict as object), rationale: 'So.' },
      }),
    ],
    ['how many corrections there are', (json) => ({ ...json, corrections: [] })],
    ['that it stands', (json) => ({ ...json, withdrawn: { at: json.since, reason: 'Gone.' } })],
  ])('is found altered in %s', async (what, alter) => {
    const json = (await jsonOf(slug)) as Record<string, unknown>
    expect(check(alter(json), slug)).toEqual([what])
  })

  it('is found altered in why it was withdrawn', async () => {
    const json = { ...(await jsonOf(withdrawn)), withdrawn: { at: LATER, reason: 'Boredom.' } }
    expect(check(json, withdrawn)).toEqual(['why it was withdrawn', 'when it was withdrawn'])
  })

  it.each([
    ['"ratingValue":3', '"ratingValue":5', 'the figure of the status, for machines'],
    ['We had misread it."', 'All was well."', 'the note on a correction, for machines'],
  ])('is found altered in the review on its page: %s', async (is, becomes, what) => {
    const record = acts.now()
    const page = pageOf(await viewAt(slug, LATER))
    const claim = record.claimAt(slug)
    if (!claim) throw new Error('no such claim')
    expect(page).toContain(is)
    const found = checkClaimPage(page.replace(is, becomes), claim, record)
    expect(found.map((each) => each.what)).toEqual([what])
  })
})

describe('the page of corrections', () => {
  const check = (page: string) =>
    checkCorrections(page, '/corrections', acts.now()).toSorted((a, b) =>
      a.what < b.what ? 1 : -1,
    )

  it('lists every correction and every withdrawal that the leaves know', async () => {
    const page = correctionsOf(await getCorrectionsPage({ db: room.db, at: LATER }))
    expect(check(page)).toEqual([])
    expect(correctionPages(acts.now())).toEqual(['/corrections', '/corrections/page/1'])
  })

  it('is found to leave one out, or to say another date or note', async () => {
    const { items, older } = await getCorrectionsPage({ db: room.db, at: LATER })
    const withdrawal = `“Withdrawal · ${items[0]?.at.slice(0, 19)}Z · /claims/${withdrawn}”`
    expect(check(correctionsOf({ items: items.slice(1), older }))).toEqual([
      { what: 'a withdrawal', page: '“(none like it)”', leaves: withdrawal },
    ])
    const renoted = items.map((item) => ({ ...item, note: 'Nothing much.' }))
    expect(check(correctionsOf({ items: renoted, older }))).toEqual([
      {
        what: `the note on the withdrawal of /claims/${withdrawn}`,
        page: '“Nothing much.”',
        leaves: '“A forgery.”',
      },
      {
        what: `the note on the correction of /claims/${slug}`,
        page: '“Nothing much.”',
        leaves: '“We had misread it.”',
      },
    ])
    const redated = items.map((item) => ({ ...item, at: LATER.toISOString() }))
    expect(check(correctionsOf({ items: redated, older }))).toHaveLength(4)
  })
})

function correctionsOf({ items }: CorrectionsPage): string {
  const articles = items.map(
    ({ what, at, slug, proposition, status, note }) => `<article class="correction">
      <p class="correction-what"><b>${what === 'withdrawn' ? 'Withdrawal' : 'Correction'}</b>
      <time datetime="${at.slice(0, 19)}Z">then</time></p>
      <h3 class="claim-item-title"><a href="/claims/${slug}">${proposition}</a></h3>
      <dl class="correction-said"><div><dt>${what === 'withdrawn' ? 'We now say' : 'We said instead'}</dt>
      <dd>${what === 'withdrawn' ? 'Nothing' : `<b class="status-mark">${statusWords[status]}</b>`}</dd></div></dl>
      ${note ? `<p class="correction-why">${note}</p>` : ''}</article>`,
  )
  return `<!DOCTYPE html><html><body>${articles.join('')}</body></html>`
}

type Copy = {
  folder: string
  verify: (render?: (page: { path: string; moment: string }) => Promise<string>) => Promise<Report>
}

/** The same published folder, of the test's own. */
async function inACopy(work: (copy: Copy) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(home, 'copy-'))
  cpSync(path.join(home, 'first'), folder, { recursive: true })
  await work({
    folder,
    async verify(renderPage) {
      const report = new Report()
      await checkPastFolder(report, acts, await pastIn(folder), {
        published: folder,
        ...(renderPage && { renderPage }),
        again: async () => acts,
        patienceMs: 0,
      })
      return report
    },
  })
}

function fileIn(folder: string, page: string): { name: string; text: string } {
  const name = fileOf(page)
  return { name, text: readFileSync(path.join(folder, name), 'utf8') }
}

function bodyOf(folder: string, page: string): string {
  return fileIn(folder, page).text.replace(/<!-- sha256:[0-9a-f]{64} -->\n$/, '')
}

const verdictAt = (place: number) => acts.now().claimAt(slug)?.verdicts[place]?.at ?? ''
const shownAt = (claim: string) => acts.now().claimAt(claim)?.shownAt ?? ''

describe('in another language', () => {
  const board = (
    status: string,
    under: string,
  ) => `<!DOCTYPE html><html lang="ar"><body><h1>The road</h1>
    <div class="lede"><p>What is said of it.</p></div>
    <section class="board-group status--${status}"><h3><span class="status-mark">${under}</span></h3>
      <p class="board-claim"><a href="/ar/claims/${slug}"><bdi>${acts.now().claimAt(slug)?.proposition}</bdi></a></p>
    </section></body></html>`
  const story = { title: 'The road', summary: 'What is said of it.' }
  const arabic = wordsOf('ar')

  it('a claim stands on a story’s board under its status, in that language’s word', () => {
    const record = acts.now()
    const claim = record.claimAt(slug)
    if (!claim) throw new Error('no such claim')
    const { status } = standingOf(claim)
    const right = arabic.say(`status.${status as VerificationStatus}`)
    expect(checkStoryPage(board(status, right), story, record, arabic)).toEqual([])
    const found = checkStoryPage(board(status, arabic.say('status.false')), story, record, arabic)
    expect(found.map(({ what }) => what)).toEqual([`the status of the claim ${slug}`])
  })
})
