import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getPeoplePage } from '@/lib/auth/queries'
import type { Context } from '@/lib/context'
import { getChangesSince, listActivity } from '@/lib/desk/activity'
import { getDocumentDesk } from '@/lib/desk/documents'
import { getHealth } from '@/lib/desk/health'
import { getQueue } from '@/lib/desk/queries'
import { getRunning } from '@/lib/desk/running'
import { activitySearch, queueSearch, queueTab, storiesSearch } from '@/lib/desk/schema'
import { getSourceDesk, listSources } from '@/lib/desk/sources'
import { getStoryDesk, listStories } from '@/lib/desk/stories'
import { getClaimTitle, getWorkbench } from '@/lib/desk/workbench'
import { getDocumentText, recentDocuments } from '@/lib/documents/queries'
import { getIntakeState, isNearbyStale, listIntakes, trackedClaims } from '@/lib/intake/queries'
import { findDocuments } from '@/lib/search/documents'
import { searchClaims } from '@/lib/search/queries'
import { claimSearch } from '@/lib/search/schema'
import { countSitemaps, getClaimAddresses, getOtherAddresses } from '@/lib/site/queries/addresses'
import { getClaimPage } from '@/lib/site/queries/claim'
import { getClaimsArchivePage, getClaimsPage } from '@/lib/site/queries/claims'
import { getCorrectionsArchivePage, getCorrectionsPage } from '@/lib/site/queries/corrections'
import { getCorrectionsFeed, getFeed, getFeedOf } from '@/lib/site/queries/feed'
import { getHistoryPage } from '@/lib/site/queries/history'
import { getHomePage } from '@/lib/site/queries/home'
import { getClaimLog } from '@/lib/site/queries/log'
import { getSourcePage, getSourcesPage } from '@/lib/site/queries/sources'
import { getStoryPage } from '@/lib/site/queries/story'
import { findSourcesByName } from '@/lib/sources/queries'
import { sourceSearch } from '@/lib/sources/schema'
import { listStoryChoices } from '@/lib/stories/queries'
import { aNewsroom, type Member, type Newsroom } from '@/lib/testing/builders'
import { asOwner } from '@/lib/testing/database'
import { statementsOf } from '@/lib/testing/statements'

let room: Newsroom
let chief: Member
let claim: { id: string; slug: string }
let source: { id: string; slug: string }
let story: { id: string; slug: string }
let document: string
let intake: string
/** By the name of the question, with one row of everything and with twenty. */
const asked: Record<string, [number, number]> = {}

beforeAll(async () => {
  room = await aNewsroom()
  chief = await room.aMember({ role: 'admin', name: 'Chief' })
  story = await room.aStory({ title: 'The bridge' })
  claim = await room.aClaim({ isShown: true, proposition: 'The bridge at Rastan has fallen' })
  await room.someEvidence({ claim: claim.id })
  await room.aPublishedVerdict({ claim: claim.id })
  const other = await room.aClaim({ isShown: true })
  await room.aRelation({ from: other.id, to: claim.id })
  intake = (await room.anIntake()).id
  const row = await room.db.claim.findUniqueOrThrow({
    where: { id: claim.id },
    include: { claimant: true, appearances: true },
  })
  source = row.claimant
  document = row.appearances[0]?.documentId ?? ''
  await asOwner(
    room.ownerUrl,
    `UPDATE stories SET public_since = created_at; UPDATE claims SET story_id = '${story.id}';
     UPDATE documents SET origin_document_id = (SELECT id FROM documents WHERE id <> '${document}' LIMIT 1) WHERE id = '${document}'`,
  )
  await count(0)
  await asOwner(room.ownerUrl, twentyfold(claim.id))
  await count(1)
}, 120_000)
afterAll(() => room.drop())

const desk: Record<string, (ctx: Context) => Promise<unknown>> = {
  ...Object.fromEntries(
    queueTab.options.map((tab) => [
      `the queue, ${tab}`,
      (ctx: Context) => getQueue(ctx, queueSearch.parse({ tab })),
    ]),
  ),
  'the queue, narrowed': (ctx) =>
    getQueue(ctx, queueSearch.parse({ tab: 'all', story: story.slug, source: source.slug })),
  'the queue, by a word': (ctx) => getQueue(ctx, queueSearch.parse({ tab: 'all', q: 'bridge' })),
  'the workbench of a claim': (ctx) => getWorkbench(ctx, claim.id),
  'the title of a claim': (ctx) => getClaimTitle(ctx, claim.id),
  'what was done to a claim': (ctx) => getChangesSince(ctx, claim.id, 1),
  'claims to link': (ctx) => searchClaims(ctx, claimSearch.parse({ q: 'bridge' })),
  'documents of a claim': (ctx) => recentDocuments(ctx, { claimId: claim.id, storyId: story.id }),
  'documents by a word': (ctx) => findDocuments(ctx, 'document', 10),
  'a document': (ctx) => getDocumentDesk(ctx, document),
  'the text of a document': (ctx) => getDocumentText(ctx, document),
  sources: (ctx) => listSources(ctx, sourceSearch.parse({})),
  'sources by a name': (ctx) => listSources(ctx, sourceSearch.parse({ q: 'source' })),
  'sources to choose from': (ctx) => findSourcesByName(ctx, 'source', 8),
  'a source': (ctx) => getSourceDesk(ctx, source.id),
  stories: (ctx) => listStories(ctx, storiesSearch.parse({})),
  'stories to choose from': (ctx) => listStoryChoices(ctx),
  'a story': (ctx) => getStoryDesk(ctx, story.id),
  intakes: (ctx) => listIntakes(ctx),
  'where an intake stands': (ctx) => getIntakeState(ctx, intake, 0),
  'whether an intake is to be looked at again': (ctx) => isNearbyStale(ctx, intake),
  'claims of an intake': async (ctx) =>
    trackedClaims(
      ctx,
      (await ctx.db.claim.findMany({ select: { id: true } })).map(({ id }) => id),
    ),
  'the record': (ctx) => listActivity(ctx, activitySearch.parse({})),
  'the record of a claim': (ctx) => listActivity(ctx, activitySearch.parse({ claim: claim.id })),
  people: (ctx) => getPeoplePage(ctx),
  'what waits': (ctx) => getHealth(ctx),
  'how it runs': (ctx) => getRunning(ctx, null),
}

const site: Record<string, (ctx: Context) => Promise<unknown>> = {
  'the front page': (ctx) => getHomePage(ctx),
  'the newest claims': (ctx) => getClaimsPage(ctx),
  'a page of the archive': (ctx) => getClaimsArchivePage(ctx, 1),
  'a claim': (ctx) => getClaimPage(ctx, claim.slug),
  'its history': (ctx) => getHistoryPage(ctx, claim.slug),
  'its log': (ctx) => getClaimLog(ctx, claim.slug),
  'its feed': (ctx) => getFeedOf(ctx, 'claim', claim.slug),
  'a story': (ctx) => getStoryPage(ctx, story.slug),
  'the feed of a story': (ctx) => getFeedOf(ctx, 'story', story.slug),
  sources: (ctx) => getSourcesPage(ctx),
  'a source': (ctx) => getSourcePage(ctx, source.slug),
  'the feed of a source': (ctx) => getFeedOf(ctx, 'source', source.slug),
  corrections: (ctx) => getCorrectionsPage(ctx),
  'a page of corrections': (ctx) => getCorrectionsArchivePage(ctx, 1),
  'the feed of all claims': (ctx) => getFeed(ctx),
  'the feed of corrections': (ctx) => getCorrectionsFeed(ctx),
  'the parts of the sitemap': (ctx) => countSitemaps(ctx),
  'claims in the sitemap': (ctx) => getClaimAddresses(ctx, 1),
  'the rest of the sitemap': (ctx) => getOtherAddresses(ctx),
}

async function count(round: 0 | 1) {
  const ctx = { ...room.contextOf(chief), now: new Date('2024-12-18T12:00:00Z') }
  for (const [who, questions] of Object.entries({ desk, site })) {
    for (const [name, ask] of Object.entries(questions)) {
      // Some things are asked the first time only, and remembered by the process.
      await ask(ctx)
      const { length } = await statementsOf(() => ask(ctx))
      const counts = asked[`${who}: ${name}`] ?? [0, 0]
      counts[round] = length
      asked[`${who}: ${name}`] = counts
    }
  }
}

/** Nineteen more of everything that hangs on the claim, on its source, its story, its document, and beside them. */
function twentyfold(claimId: string): string {
  const id = (kind: number) =>
    `('00000000-0000-4000-8000-' || lpad((${kind} * 100 + n)::text, 12, '0'))::uuid`
  const clone = (table: string, kind: number, changed: Record<string, string>, which: string) =>
    `INSERT INTO ${table} SELECT (jsonb_populate_record(t, jsonb_build_object('id', ${id(kind)}${Object.entries(
      changed,
    )
      .map(([column, value]) => `, '${column}', ${value}`)
      .join('')}))).* FROM ${table} t, generate_series(1, 19) n WHERE ${which};`
  const ofClaim = `t.claim_id = '${claimId}' AND t.id::text NOT LIKE '00000000-%'`
  const one = (table: string) => `t.id = (SELECT id FROM ${table} ORDER BY id LIMIT 1)`
  return `
    SET session_replication_role = replica;
    ${clone('users', 1, { email: `n || '@desk.example'` }, one('users'))}
    ${clone('sources', 2, { slug: `'one-' || n`, name: `'Source of ' || n` }, one('sources'))}
    ${clone('source_aliases', 3, { name: `'Source of ' || n`, folded: `'source of ' || n` }, one('source_aliases'))}
    ${clone('stories', 4, { slug: `'more-' || n` }, one('stories'))}
    ${clone('documents', 5, { origin_document_id: `CASE WHEN n > 1 THEN '00000000-0000-4000-8000-' || lpad((499 + n)::text, 12, '0') END` }, `t.id = (SELECT document_id FROM appearances WHERE claim_id = '${claimId}' LIMIT 1)`)}
    UPDATE documents SET origin_document_id = '00000000-0000-4000-8000-000000000519'
      WHERE id = (SELECT document_id FROM appearances WHERE claim_id = '${claimId}' LIMIT 1);
    ${clone('claims', 6, { slug: `'again-' || n`, current_verdict_id: 'NULL' }, `t.id = '${claimId}'`)}
    ${clone('appearances', 7, { document_id: id(5) }, ofClaim)}
    ${clone('appearances', 8, { claim_id: id(6), public_since: `'2024-12-07'` }, ofClaim)}
    ${clone('evidence', 9, { document_id: id(5) }, ofClaim)}
    ${clone('evidence_grades', 10, { evidence_id: id(9) }, 'true AND t.id = (SELECT id FROM evidence_grades LIMIT 1)')}
    ${clone('relations', 11, { from_claim_id: id(6), public_since: `'2024-12-07'` }, one('relations'))}
    ${clone('verdicts', 12, { kind: `'correction'`, public_note: `'We had it wrong.'`, supersedes_id: `CASE WHEN n > 1 THEN '00000000-0000-4000-8000-' || lpad((1199 + n)::text, 12, '0') ELSE t.id::text END`, published_at: `t.published_at + n * interval '1 hour'` }, ofClaim)}
    UPDATE claims SET current_verdict_id = '00000000-0000-4000-8000-000000001219' WHERE id = '${claimId}';
    ${clone('intakes', 13, {}, 'true')}
    INSERT INTO activity (type, at, payload, claim_id, claim_version)
      SELECT 'claim.taken-up', '2024-12-08', '{}', '${claimId}', 2 FROM generate_series(1, 19);
    INSERT INTO desk_claims SELECT * FROM desk_rows(ARRAY(SELECT id FROM claims)) ON CONFLICT DO NOTHING;
    SELECT find_claims(ARRAY(SELECT id FROM claims));
    SELECT find_entries('document', ARRAY(SELECT id::text FROM documents));
    SELECT find_entries('source', ARRAY(SELECT id::text FROM sources));`
}

describe('a list or a screen', () => {
  it.each([
    ...Object.keys(desk).map((name) => `desk: ${name}`),
    ...Object.keys(site).map((name) => `site: ${name}`),
  ])('asks as often about twenty rows as about one: %s', (name) => {
    const [one, twenty] = asked[name] ?? [0, 0]
    expect(one).toBeGreaterThan(0)
    expect(twenty).toBe(one)
  })
})
