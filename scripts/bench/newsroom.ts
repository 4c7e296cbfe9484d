import { createHash } from 'node:crypto'
import { GROUPS, NAMES, PLACES as NOWHERE, pick } from '@/scripts/bench/claims'
import { SOURCES as CLAIMANTS, claimsToSearch, randomFrom } from '@/scripts/bench/search-claims'
import { idOf } from '@/scripts/bench/search-load'

/**
 * A newsroom after some years: people, sources, stories, and the whole life of each claim. It is filed out of a document, taken
 * up, gets evidence, is linked to claims of its story, gets a verdict and further ones, or waits, or is set aside; ten acts on
 * average. A few claims are those that everybody is at. The same every time.
 */
export const PEOPLE = 60
export const OUTLETS = 400
/** All sources: those that claims are said by, and witnesses and officials who were only ever quoted. */
export const SOURCES = 20_000
/** The claims that everybody is at, by their number. */
export const CROWDED = [100, 101, 102, 103, 104]
export const INTAKES = 3000
const BATCH = 5000
const MINUTE = 60_000
export const BEGAN = Date.UTC(2020, 0, 1)

/** What tables are filled with, by the name of each: lines as COPY reads them. */
export type Lines = Map<string, string[]>

const COLUMNS: Record<string, string> = {
  claims:
    'id, slug, claimant_id, proposition, wording, wording_language, said_on, said_precision, place_name, place_latitude, place_longitude, story_id, stage, version, assignee_id, public_since, current_verdict_id, filed_by_id, filed_at, changed_at',
  claim_revisions:
    'claim_id, version, at, claimant_id, proposition, wording, wording_language, said_on, said_precision, place_name, place_latitude, place_longitude, story_id',
  documents:
    'id, title, kind, publisher_id, url, origin_source_id, origin_document_id, language, text, text_sha256, published_on, captured_at, created_by_id, created_at',
  document_origins: 'document_id, at, origin_source_id, origin_document_id',
  appearances:
    'id, claim_id, document_id, reported_by_id, quote_exact, quote_language, public_since, created_by_id, created_at',
  relations: 'id, from_claim_id, to_claim_id, type, note, public_since, created_by_id, created_at',
  evidence: 'id, claim_id, document_id, stance, excerpt, locator, created_by_id, created_at',
  evidence_grades: 'id, evidence_id, credibility, reason, graded_by_id, graded_at',
  verdicts:
    'id, claim_id, state, kind, status, confidence, rationale, public_note, supersedes_id, overtaken_by_event, overtaken_on, evidence_snapshot, claim_version, proposer_id, proposed_at, reviewer_id, reviewed_at, published_at',
  withdrawals: 'claim_id, reason, withdrawn_by_id, withdrawn_at',
  activity:
    'id, type, actor_id, at, payload, claim_id, claim_version, document_id, source_id, story_id',
  leaves: 'index, activity_id, at, is_public, entry, hash, salts',
  users: 'id, email, name, role, created_at',
  user_sessions: 'id, user_id, created_at, expires_at, revoked_at',
  sources: 'id, slug, name, language, kind, speaks_for_id, created_by_id, created_at',
  source_revisions: 'source_id, version, at, name, language, kind, speaks_for_id',
  source_aliases: 'id, source_id, name, language, name_key, folded, created_at',
  source_grades: 'id, source_id, reliability, reason, graded_by_id, graded_at',
  stories: 'id, slug, title, summary, public_since, created_by_id, created_at',
  story_revisions: 'story_id, version, at, title, summary',
  intakes:
    'id, state, text, text_sha256, particulars, findings, extractor, found_at, document_id, outcome, started_by_id, started_at, changed_at, closed_by_id, closed_at',
}
export const TABLES = Object.keys(COLUMNS)

export function columnsOf(table: string): string {
  return COLUMNS[table] ?? ''
}

const id = (kind: number, n: number) =>
  `00000000-0000-7${kind.toString(16).padStart(3, '0')}-8000-${n.toString(16).padStart(12, '0')}`
export const personId = (n: number) => id(0x101, n)
export const storyId = (n: number) => id(0x102, n)
export const documentId = (n: number) => id(0x103, n)
export const intakeId = (n: number) => id(0x104, n)
export const sourceId = (n: number) => `00000000-0000-7000-9000-${n.toString(16).padStart(12, '0')}`
export const claimId = idOf
export const storiesOf = (claims: number) => Math.max(20, Math.round(claims / 100))

type Value = string | number | boolean | null | undefined | object
function line(values: Value[]): string {
  return `${values
    .map((value) =>
      value === null || value === undefined
        ? '\\N'
        : (typeof value === 'object' ? JSON.stringify(value) : String(value))
            .replaceAll('\\', '\\\\')
            .replaceAll('\n', '\\n')
            .replaceAll('\t', '\\t'),
    )
    .join('\t')}\n`
}

function nameOf(source: number): { name: string; kind: string } {
  if (source < OUTLETS) {
    const noun = ['Post', 'Herald', 'News Agency', 'Television', 'Observer', 'Radio'][source % 6]
    return {
      name: `${NOWHERE[(source * 7) % NOWHERE.length]} ${noun} ${source}`,
      kind: source % 6 === 2 ? 'agency' : 'outlet',
    }
  }
  const place = NOWHERE[(source * 13) % NOWHERE.length]
  return source % 3 === 0
    ? { name: `${GROUPS[source % GROUPS.length]} in ${place} ${source}`, kind: 'armed_group' }
    : { name: `${NAMES[source % NAMES.length]}, ${place} ${source}`, kind: 'person' }
}

/** Everything that is there before the first claim. */
export function settled(
  claims: number,
  keyOf: (name: string) => string,
  fold: (name: string) => string,
): Lines {
  const random = randomFrom(17)
  const lines: Lines = new Map(TABLES.map((table) => [table, []]))
  const put = (table: string, ...values: Value[]) => lines.get(table)?.push(line(values))
  const before = '2000-01-01T00:00:00.000Z'
  for (let n = 0; n < PEOPLE; n++) {
    const role = n < 3 ? 'admin' : n < 40 ? 'editor' : 'contributor'
    put('users', personId(n), `person-${n}@desk.example`, `${NAMES[n * 9]} ${n}`, role, before)
    for (let day = 0; day < 200; day++) {
      const at = BEGAN + (day * claims * MINUTE) / 200
      put(
        'user_sessions',
        `session-${n}-${day}`,
        personId(n),
        iso(at),
        iso(at + 1440 * MINUTE),
        null,
      )
    }
  }
  for (let n = 0; n < SOURCES; n++) {
    const { name, kind } = nameOf(n)
    const speaksFor = kind === 'person' && n % 10 === 1 ? sourceId(3 * Math.floor(n / 30)) : null
    put('sources', sourceId(n), `source-${n}`, name, 'en', kind, speaksFor, personId(0), before)
    put('source_revisions', sourceId(n), 1, before, name, 'en', kind, speaksFor)
    put('source_aliases', id(0x105, n), sourceId(n), name, 'en', keyOf(name), fold(name), before)
    if (n % 4 === 0) {
      const other = `${name.split(' ').reverse().join(' ')}`
      put(
        'source_aliases',
        id(0x106, n),
        sourceId(n),
        other,
        'en',
        keyOf(other),
        fold(other),
        before,
      )
    }
    for (let grade = 0; grade < (n < 2000 ? 3 : 1); grade++) {
      const at = iso(BEGAN + grade * 1000 * MINUTE)
      put(
        'source_grades',
        id(0x107 + grade, n),
        sourceId(n),
        pick(random, [...'ABCDEF']),
        'By what it got right.',
        personId(n % 40),
        at,
      )
    }
  }
  for (let n = 0; n < storiesOf(claims); n++) {
    const place = NOWHERE[n % NOWHERE.length]
    const at = iso(BEGAN + ((n * claims) / storiesOf(claims)) * MINUTE * 0.9)
    const title = `The fight for ${place}, part ${n}`
    const summary = `What is said of ${place} and by whom, since the roads were cut.`
    put(
      'stories',
      storyId(n),
      `story-${n}`,
      title,
      summary,
      n % 20 === 7 ? null : at,
      personId(n % 40),
      at,
    )
    put('story_revisions', storyId(n), 1, at, title, summary)
  }
  for (let n = 0; n < INTAKES; n++) {
    const at = iso(BEGAN + ((n * claims) / INTAKES) * MINUTE)
    const isOpen = n >= INTAKES - 40
    const text = `Report ${n}. ${'The ministry said that nothing had happened at the crossing, and residents said that it had. '.repeat(20)}`
    put(
      'intakes',
      intakeId(n),
      isOpen ? 'open' : 'filed',
      text,
      sha256(text),
      particularsOf(n),
      findingsOf(n, text),
      'bench 1',
      at,
      isOpen ? null : documentId(n),
      isOpen ? null : { documentId: documentId(n), claims: [], appearances: [], relations: [] },
      personId(n % PEOPLE),
      at,
      at,
      isOpen ? null : personId(n % PEOPLE),
      isOpen ? null : at,
    )
  }
  return lines
}

function particularsOf(n: number): object {
  return {
    document: {
      title: `Report ${n}`,
      kind: 'article',
      publisher: { id: null, name: nameOf(n % OUTLETS).name, kind: null },
      url: null,
      language: 'en',
      published: { date: '2024-12-07', time: '', zone: '' },
      origin: null,
      storyId: null,
    },
    byline: null,
  }
}

function findingsOf(n: number, text: string): object {
  const candidate = {
    attribution: null,
    proposition: 'Nothing had happened at the crossing.',
    claimant: {
      name: nameOf(n % CLAIMANTS).name,
      description: null,
      kind: 'institution',
      span: null,
    },
    quote: [0, Math.min(80, text.length)],
    wording: null,
    said: null,
    place: null,
    origin: null,
    kind: 'asserts',
    isDirect: false,
    isHedged: false,
  }
  return { candidates: Array.from({ length: 8 + (n % 12) }, () => candidate), relations: [] }
}

const iso = (at: number) => new Date(at).toISOString()
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

type Act = {
  type: string
  by: number
  at: number
  payload: object
  claim?: number
  version?: number
  document?: string
}
type Told = { text: string; by: number; document: { id: string; title: string; publisher: number } }
type Life = {
  n: number
  row: {
    proposition: string
    wording: string | null
    language: string
    place: string
    source: number
    said: string
  }
  story: number | null
  filedBy: number
  assignee: number | null
  filedAt: number
  at: number
  version: number
  stage: string
  publicSince: number | null
  verdict: { id: string; status: string } | null
  appearances: {
    id: string
    quote: string
    title: string
    publisher: number
    document: string
    by: number
    at: number
  }[]
  evidence: (Told & { id: string; stance: string; credibility: number })[]
  relations: { id: string; type: string; direction: string; other: Life; note: null }[]
}

const STATUSES = [
  ...Array(30).fill('unverified'),
  ...Array(15).fill('corroborated'),
  ...Array(15).fill('verified'),
  ...Array(15).fill('disputed'),
  ...Array(8).fill('misleading'),
  ...Array(12).fill('false'),
  ...Array(5).fill('overtaken'),
] as string[]

/** The life of `claims` claims, so many at a time, in the order in which they were filed; acts in the order of time. */
export function* livesOf(claims: number): Generator<Lines> {
  const random = randomFrom(1207)
  const count = {
    document: 0,
    appearance: 0,
    evidence: 0,
    grade: 0,
    relation: 0,
    verdict: 0,
    act: 0,
  }
  let lines: Lines = new Map()
  const put = (table: string, ...values: Value[]) => lines.get(table)?.push(line(values))
  const later: Act[] = []
  const recent: Told['document'][] = []
  const chance = (share: number) => random() < share
  const editor = (other?: number) => {
    const one = 3 + Math.floor(random() * 37)
    return one === other ? (one === 39 ? 3 : one + 1) : one
  }
  const ratings = 'ABCDEF'

  function document(life: Life, kind: 'report' | 'study', by: number): Told['document'] {
    // An article makes several claims, and what one claim rests on tells of others, too.
    const known = recent[recent.length - 1 - Math.floor(random() * 12)]
    const isNew = (it: Told['document']) =>
      life.appearances.every((each) => each.document !== it.id) &&
      life.evidence.every((each) => each.document.id !== it.id)
    if (known && chance(kind === 'report' ? 0.45 : 0.6) && isNew(known)) return known
    const n = count.document++
    const publisher = Math.floor(random() ** 2 * OUTLETS)
    const title = `${kind === 'report' ? '' : 'Study: '}${life.row.proposition.split(' ').slice(0, 7).join(' ')}, ${NOWHERE[n % NOWHERE.length]}`
    const at = iso(life.at)
    const carried = n > 10 && chance(0.15) ? documentId(n - 1 - Math.floor(random() * 9)) : null
    const origin = !carried && chance(0.1) ? sourceId(Math.floor(random() * 300)) : null
    const text = chance(0.05) ? `${title}. ${life.row.proposition}. `.repeat(8) : null
    put(
      'documents',
      documentId(n),
      title,
      kind === 'report' ? 'article' : 'statement',
      sourceId(publisher),
      `https://news.example/${n}`,
      origin,
      carried,
      life.row.language,
      text,
      text && sha256(text),
      life.row.said,
      at,
      personId(by),
      at,
    )
    put('document_origins', documentId(n), at, origin, carried)
    act({
      type: 'document.added',
      by,
      at: life.at,
      document: documentId(n),
      payload: { title, publisher: nameOf(publisher).name, sha256: text && sha256(text) },
    })
    const its = { id: documentId(n), title, publisher }
    recent.push(its)
    if (recent.length > 200) recent.splice(0, 100)
    return its
  }

  function act(one: Act): void {
    later.push(one)
  }

  function acted(
    life: Life,
    type: string,
    by: number,
    payload: object,
    minutes = 1 + random() * 200,
  ): void {
    life.at += Math.floor(minutes * MINUTE)
    life.version++
    act({ type, by, at: life.at, claim: life.n, version: life.version, payload })
  }

  function appear(life: Life, by: number, isFirst: boolean): string {
    const its = document(life, 'report', by)
    const one = {
      id: id(0x110, count.appearance++),
      quote: life.row.wording ?? life.row.proposition,
      title: its.title,
      publisher: its.publisher,
      document: its.id,
      by,
      at: life.at,
    }
    life.appearances.push(one)
    if (!isFirst)
      acted(life, 'appearance.added', by, {
        appearanceId: one.id,
        document: its.title,
        quote: one.quote,
      })
    return one.id
  }

  function attach(life: Life): void {
    const by = chance(0.5) ? 40 + Math.floor(random() * 20) : editor()
    const its = document(life, 'study', by)
    const stance = pick(random, ['supports', 'supports', 'refutes', 'context'])
    const one = {
      id: id(0x111, count.evidence++),
      stance,
      credibility: 1 + Math.floor(random() * 6),
      text: `What ${its.title} has of it.`,
      by,
      document: its,
    }
    acted(life, 'evidence.attached', by, {
      evidenceId: one.id,
      document: its.title,
      stance,
      excerpt: one.text,
      credibility: one.credibility,
      reason: 'As it is.',
    })
    put(
      'evidence',
      one.id,
      claimId(life.n),
      its.id,
      stance,
      one.text,
      `page ${count.evidence % 90}`,
      personId(by),
      iso(life.at),
    )
    put(
      'evidence_grades',
      id(0x112, count.grade++),
      one.id,
      one.credibility,
      'As it is.',
      personId(by),
      iso(life.at),
    )
    if (chance(0.2)) {
      const before = one.credibility
      one.credibility = 1 + (before % 6)
      acted(life, 'evidence.graded', editor(), {
        evidenceId: one.id,
        document: its.title,
        before,
        after: one.credibility,
        reason: 'Others agree.',
      })
      put(
        'evidence_grades',
        id(0x112, count.grade++),
        one.id,
        one.credibility,
        'Others agree.',
        personId(by),
        iso(life.at),
      )
    }
    life.evidence.push(one)
  }

  function link(life: Life, other: Life): void {
    if (life.relations.some((each) => each.other === other)) return
    const by = editor()
    const one = id(0x113, count.relation++)
    const type = chance(0.6)
      ? 'counters'
      : pick(random, ['supports', 'repeats', 'refines', 'supersedes'])
    life.at = Math.max(life.at, other.at)
    for (const [own, far, direction] of [
      [life, other, 'from'],
      [other, life, 'to'],
    ] as const) {
      own.at = life.at
      acted(
        own,
        'relation.added',
        by,
        {
          relationId: one,
          relation: type,
          direction,
          other: far.row.proposition,
          otherId: claimId(far.n),
        },
        direction === 'to' ? 0 : 3,
      )
      own.relations.push({ id: one, type, direction, other: far, note: null })
    }
    other.at = life.at
    put(
      'relations',
      one,
      claimId(life.n),
      claimId(other.n),
      type,
      null,
      chance(0.8) ? iso(life.at) : null,
      personId(by),
      iso(life.at),
    )
  }

  function snapshotOf(life: Life): object {
    return {
      takenAt: iso(life.at),
      claim: {
        version: life.version,
        proposition: life.row.proposition,
        wording: life.row.wording,
        claimant: {
          id: sourceId(life.row.source),
          slug: `source-${life.row.source}`,
          name: nameOf(life.row.source).name,
        },
        said: life.row.said,
        place: life.row.place,
        story: null,
      },
      evidence: life.evidence.map((each) => ({
        id: each.id,
        stance: each.stance,
        excerpt: each.text,
        locator: null,
        credibility: each.credibility,
        document: {
          id: each.document.id,
          title: each.document.title,
          url: null,
          kind: 'statement',
          language: life.row.language,
          publishedOn: life.row.said,
          publisher: {
            slug: `source-${each.document.publisher}`,
            name: nameOf(each.document.publisher).name,
            reliability: ratings[each.document.publisher % 6],
          },
        },
        origin: {
          id: sourceId(each.document.publisher),
          slug: `source-${each.document.publisher}`,
          name: nameOf(each.document.publisher).name,
        },
        isFromClaimant: false,
      })),
      appearances: life.appearances.map((each) => ({
        id: each.id,
        quote: each.quote,
        document: each.title,
        publisher: nameOf(each.publisher).name,
      })),
      relations: life.relations.map((each) => ({
        id: each.id,
        type: each.type,
        direction: each.direction,
        other: {
          id: claimId(each.other.n),
          slug: `claim-${each.other.n}`,
          proposition: each.other.row.proposition,
          isPublic: each.other.publicSince !== null,
        },
      })),
    }
  }

  function conclude(life: Life, isPublished: boolean): void {
    const [by, reviewer] = [editor(), 0]
    const one = id(0x114, count.verdict++)
    const status = pick(random, STATUSES)
    const kind = life.verdict === null ? 'first' : chance(0.1) ? 'correction' : 'update'
    const confidence = pick(random, ['low', 'moderate', 'high'])
    acted(life, 'verdict.proposed', by, { verdictId: one, status, confidence, kind })
    const [proposedAt, version, snapshot] = [life.at, life.version, snapshotOf(life)]
    life.stage = 'in_review'
    const judge = editor(by) || reviewer
    if (isPublished) {
      acted(life, 'verdict.published', judge, {
        verdictId: one,
        before: life.verdict?.status ?? 'unreviewed',
        status,
        confidence,
        kind,
        shown: { appearances: [], relations: [] },
      })
      life.stage = 'published'
      life.publicSince ??= life.at
    }
    const at = isPublished ? iso(life.at) : null
    put(
      'verdicts',
      one,
      claimId(life.n),
      isPublished ? 'published' : 'proposed',
      kind,
      status,
      confidence,
      `We looked for records of it and asked both sides. ${life.row.proposition}: what we have is told below.`,
      kind === 'first' ? null : 'A further source has come forward.',
      life.verdict?.id,
      status === 'overtaken' ? 'The town changed hands.' : null,
      status === 'overtaken' ? life.row.said : null,
      snapshot,
      version,
      personId(by),
      iso(proposedAt),
      isPublished ? personId(judge) : null,
      at,
      at,
    )
    if (isPublished) life.verdict = { id: one, status }
  }

  function live(life: Life, others: Life[]): void {
    const { n } = life
    const isLast = n > claims * 0.97
    const draw = random()
    const isCrowded = CROWDED.includes(n)
    if (!isCrowded && draw < (isLast ? 0.4 : 0.05)) return
    if (!isCrowded && draw < (isLast ? 0.43 : 0.09)) {
      acted(life, 'claim.set-aside', editor(), { reason: 'Nobody claims this any more.' })
      life.stage = 'set_aside'
      return
    }
    const by = editor()
    life.assignee = by
    acted(life, 'claim.assigned', by, { before: null, after: personId(by) })
    acted(life, 'claim.taken-up', by, {})
    life.stage = 'checking'
    const pieces = isCrowded ? 100 : 1 + Math.floor(random() * 1.6)
    for (let at = 0; at < pieces; at++) attach(life)
    for (let at = 0; at < (isCrowded ? 150 : chance(0.3) ? 1 : 0); at++)
      appear(life, editor(), false)
    for (let at = 0; at < (isCrowded ? 60 : 1); at++) {
      const other = others[others.length - 1 - Math.floor(random() * 40)]
      if (other && (isCrowded || chance(0.35))) link(life, other)
    }
    if (!isCrowded && draw < (isLast ? 0.7 : 0.14)) {
      if (chance(0.5)) {
        acted(life, 'claim.shown', by, { appearances: 1, relations: 0, isFirst: true })
        life.publicSince = life.at
      }
      return
    }
    const verdicts = isCrowded ? 12 : 1 + Math.floor(random() ** 3 * 4)
    for (let at = 0; at < verdicts; at++) {
      conclude(life, true)
      if (at + 1 < verdicts) attach(life)
    }
    if (draw > 0.993) conclude(life, false)
    if (draw > 0.99 && draw < 0.993 && !isCrowded) {
      acted(life, 'claim.withdrawn', 0, { reason: 'Published by mistake.' })
      put('withdrawals', claimId(n), 'Published by mistake.', personId(0), iso(life.at))
    }
  }

  function file(life: Life): void {
    const { n, row } = life
    for (const each of life.appearances) {
      put(
        'appearances',
        each.id,
        claimId(n),
        each.document,
        chance(0.1) ? sourceId(Math.floor(random() * SOURCES)) : null,
        each.quote,
        row.language,
        // Shown with the claim, or later with what became of it.
        life.publicSince === null ? null : iso(Math.max(life.publicSince, each.at)),
        personId(each.by),
        iso(each.at),
      )
    }
    const said = [
      row.proposition,
      row.wording,
      row.wording && row.language,
      row.said,
      'day',
      row.place,
      null,
      null,
      life.story === null ? null : storyId(life.story),
    ]
    put(
      'claims',
      claimId(n),
      `claim-${n}`,
      sourceId(row.source),
      ...said,
      life.stage,
      life.version,
      life.assignee === null ? null : personId(life.assignee),
      life.publicSince === null ? null : iso(life.publicSince),
      life.verdict?.id,
      personId(life.filedBy),
      iso(life.filedAt),
      iso(life.at),
    )
    put('claim_revisions', claimId(n), 1, iso(life.filedAt), sourceId(row.source), ...said)
  }

  function record(until: number): void {
    later.sort((one, other) => one.at - other.at)
    const due = later.findIndex(({ at }) => at >= until)
    for (const one of later.splice(0, due < 0 ? later.length : due)) {
      const n = ++count.act
      put(
        'activity',
        n,
        one.type,
        personId(one.by),
        iso(one.at),
        one.payload,
        one.claim === undefined ? null : claimId(one.claim),
        one.version,
        one.document,
        null,
        null,
      )
      const entry = Buffer.from(`act ${n}`)
      const hash = createHash('sha256').update('\0').update(entry).digest('hex')
      put(
        'leaves',
        n - 1,
        n,
        iso(one.at),
        !one.document,
        `\\x${entry.toString('hex')}`,
        `\\x${hash}`,
        '{}',
      )
    }
  }

  const rows = claimsToSearch(claims)
  for (let from = 0; from < claims; from += BATCH) {
    lines = new Map(TABLES.map((table) => [table, []]))
    const lives: Life[] = []
    for (let n = from; n < Math.min(claims, from + BATCH); n++) {
      const { value: row } = rows.next()
      if (!row) break
      const at = BEGAN + n * MINUTE
      const story = chance(0.7) ? Math.floor(storiesOf(claims) * random() ** 1.5) : null
      const life: Life = {
        n,
        row,
        story,
        filedBy: Math.floor(random() * PEOPLE),
        assignee: null,
        filedAt: at,
        at,
        version: 1,
        stage: 'triage',
        publicSince: null,
        verdict: null,
        appearances: [],
        evidence: [],
        relations: [],
      }
      const appearanceId = appear(life, life.filedBy, true)
      act({
        type: 'claim.filed',
        by: life.filedBy,
        at,
        claim: n,
        version: 1,
        payload: { proposition: row.proposition, claimant: nameOf(row.source).name, appearanceId },
      })
      live(life, lives)
      lives.push(life)
    }
    for (const life of lives) file(life)
    record(from + BATCH >= claims ? Number.POSITIVE_INFINITY : BEGAN + (from + BATCH) * MINUTE)
    yield lines
  }
}

/** A moment after everything. */
export const endOf = (claims: number) => new Date(BEGAN + (claims + 30_000) * MINUTE)
