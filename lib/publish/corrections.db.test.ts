import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withdrawClaim } from '@/lib/claims/commands'
import { Publisher } from '@/lib/publish/publisher'
import { renderedByNext } from '@/lib/publish/render'
import { everyPage, isPublishedPath, pagesThatShow, type Shown } from '@/lib/publish/what-shows'
import { CORRECTIONS_PER_PAGE } from '@/lib/site/paging'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'
import { aRenderer } from '@/lib/testing/renderer'

let room: Newsroom
let renderer: Awaited<ReturnType<typeof aRenderer>>
let folder: string
let publisher: Publisher

beforeEach(async () => {
  room = await aNewsroom()
  renderer = await aRenderer()
  folder = mkdtempSync(path.join(tmpdir(), 'published-'))
  publisher = new Publisher({
    db: room.db,
    databaseUrl: room.url,
    folder,
    build: folder,
    render: renderedByNext(renderer.origin),
    publicUrl: 'https://claims.example',
  })
})

afterEach(async () => {
  await publisher.stop()
  await renderer.close()
  rmSync(folder, { recursive: true, force: true })
  await room.drop()
})

const has = (name: string) => existsSync(path.join(folder, name))
const showing = (claim: string): Promise<Shown> =>
  pagesThatShow(room.db, { subject: `claim:${claim}`, createdAt: new Date() })

async function corrects(claim: string) {
  await room.aPublishedVerdict({ claim, kind: 'correction', publicNote: 'We misread it.' })
}

async function withdraws(claimId: string) {
  const admin = await room.aMember({ role: 'admin' })
  const version = await room.versionOf(claimId)
  await withdrawClaim(room.contextOf(admin), { claimId, version, reason: 'A forgery.' })
}

describe('publishing a correction', () => {
  it('puts the corrections, their archive and their feed on disk before it answers', async () => {
    const claim = await room.aClaim({ stage: 'published' })
    await publisher.publishEverythingPending()
    expect(has('corrections.html')).toBe(false)
    await corrects(claim.id)
    await publisher.publishPending()
    expect(has('corrections.html')).toBe(true)
    expect(has('corrections/page/1.html')).toBe(true)
    expect(has('feeds/corrections.atom')).toBe(true)
    expect(await everyPage(room.db)).toContain('/corrections/page/1')
  })

  it('makes the page of the archive that has filled up anew, since it has a newer neighbour', async () => {
    const claim = await room.aClaim({ stage: 'published' })
    for (let n = 0; n < CORRECTIONS_PER_PAGE; n++) await corrects(claim.id)
    const other = await room.aClaim({ stage: 'published' })
    await corrects(other.id)
    const { near, far } = await showing(other.id)
    expect(near).toContain('/corrections/page/2')
    expect(far).toContain('/corrections/page/1')
    const pages = await everyPage(room.db)
    expect(pages.filter((page) => page.startsWith('/corrections/page/'))).toHaveLength(2)
  }, 60_000)

  it('leaves the corrections alone when another claim is only updated', async () => {
    await corrects((await room.aClaim({ stage: 'published' })).id)
    const claim = await room.aClaim({ stage: 'published' })
    const { near, far } = await showing(claim.id)
    expect([...near, ...far].filter((page) => /corrections/.test(page))).toEqual([])
  })
})

describe('what a claim is to machines', () => {
  it('is published beside its page, and when the claim is withdrawn, anew', async () => {
    const { claimId, slug } = await room.aPublishedVerdict()
    await publisher.publishPending()
    expect(has(`claims/${slug}.json`)).toBe(true)
    renderer.asked.length = 0
    await withdraws(claimId)
    await publisher.publishPending()
    expect(renderer.asked).toContain(`/claims/${slug}.json`)
    expect(await everyPage(room.db)).toContain(`/claims/${slug}.json`)
  })
})

describe('the comparison of two verdicts', () => {
  it('is made when it is asked for, and from then on with the history', async () => {
    const claim = await room.aClaim({ stage: 'published' })
    await corrects(claim.id)
    await corrects(claim.id)
    await publisher.publishEverythingPending()
    const asked = `/claims/${claim.slug}/history/1-2`
    expect(has(`${asked.slice(1)}.html`)).toBe(false)
    expect(await publisher.rebuild(asked)).toBe(true)
    expect(has(`${asked.slice(1)}.html`)).toBe(true)

    renderer.asked.length = 0
    await withdraws(claim.id)
    await publisher.publishPending()
    expect(renderer.asked).toContain(asked)
    expect(renderer.asked).not.toContain(`/claims/${claim.slug}/history/2-3`)
  })

  it.each([
    ['/claims/x/history/1-2', true],
    ['/claims/x/history/12-340', true],
    ['/claims/x/history/01-2', false],
    ['/claims/x/history/1-2-3', false],
    ['/claims/x/history/0-2', false],
    ['/claims/x/history/1', false],
    ['/claims/x.json', true],
    ['/claims/x/history.json', false],
    ['/sources/x.json', false],
    ['/corrections/page/3', true],
    ['/corrections/page/0', false],
    ['/feeds/corrections.atom', true],
    ['/feeds/other.atom', false],
  ])('has one address: %s is one that is published: %s', (address, is) => {
    expect(isPublishedPath(address)).toBe(is)
  })
})
