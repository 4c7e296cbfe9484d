import { activityBody } from '@/lib/activity/schema'
import { verdictSnapshot } from '@/lib/review/schema'
import { getClaimPage } from '@/lib/site/queries/claim'
import type { Desk } from '@/lib/testing/model/desk'
import {
  type Claim,
  carriesStatus,
  claimants,
  isBeforeReaders,
  type Model,
  originOf,
  type Paper,
  published,
  relationsOf,
  type SourceName,
  type StoryName,
  type Title,
  type Weighed,
} from '@/lib/testing/model/newsroom'

/**
 * What is kept of a newsroom, from the database and from the model, in the same words: the two are equal, or
 * something was lost, or done that nobody was told of.
 */
export async function keptBy(desk: Desk) {
  const { db } = desk.room
  const names = desk.names()
  const called = (id: string | null) => (id === null ? null : (names.get(id) ?? `unknown ${id}`))
  const rows = await db.claim.findMany({
    where: { id: { in: [...desk.claims.values()] } },
    include: {
      withdrawal: true,
      story: true,
      claimant: true,
      appearances: { orderBy: { id: 'asc' }, include: { document: true } },
      evidence: {
        orderBy: { id: 'asc' },
        include: { document: true, grades: { orderBy: [{ gradedAt: 'asc' }, { id: 'asc' }] } },
      },
      verdicts: { orderBy: { id: 'asc' } },
      activities: { orderBy: { id: 'asc' } },
    },
  })
  const ids = rows.map((row) => row.id)
  const relations = await db.relation.findMany({
    where: { fromClaimId: { in: ids } },
    orderBy: { id: 'asc' },
  })
  const others = await db.activity.findMany({
    where: { id: { gt: desk.start }, claimId: null },
    orderBy: { id: 'asc' },
  })
  const claims = rows.map((row) => {
    return {
      title: row.proposition,
      version: row.version,
      stage: row.stage,
      isShown: row.publicSince !== null,
      isWithdrawn: row.withdrawal !== null,
      place: row.placeName,
      wording: row.wording,
      story: called(row.storyId),
      current: called(row.currentVerdictId),
      appearances: row.appearances.map((each) => ({
        key: called(each.id),
        paper: each.document.title,
        words: each.quoteExact,
        isShown: each.publicSince !== null,
        isWithdrawn: each.withdrawnAt !== null,
      })),
      evidence: row.evidence.map((each) => ({
        key: called(each.id),
        paper: each.document.title,
        stance: each.stance,
        grades: each.grades.map((grade) => grade.credibility),
        isWithdrawn: each.withdrawnAt !== null,
      })),
      verdicts: row.verdicts.map((each) => ({
        key: called(each.id),
        by: called(each.proposerId),
        reviewer: called(each.reviewerId),
        status: each.status,
        kind: each.kind,
        state: each.state,
        version: each.claimVersion,
        overtakenBy: called(each.overtakenByClaimId) ?? (each.overtakenByEvent ? 'an event' : null),
        supersedes: called(each.supersedesId),
        evidence:
          each.state === 'published'
            ? inOrder(
                verdictSnapshot.parse(each.evidenceSnapshot).evidence.map((piece) => ({
                  stance: piece.stance,
                  credibility: piece.credibility,
                  origin: called(piece.origin.id),
                  isFromClaimant: piece.isFromClaimant,
                })),
              )
            : null,
      })),
      lines: row.activities.map((each) => each.type),
      versions: row.activities.map((each) => each.claimVersion),
    }
  })
  return {
    claims: inOrder(claims),
    relations: relations.map((each) => ({
      key: called(each.id),
      from: called(each.fromClaimId),
      to: called(each.toClaimId),
      type: each.type,
      isShown: each.publicSince !== null,
      isWithdrawn: each.withdrawnAt !== null,
    })),
    roles: Object.fromEntries(
      (await db.user.findMany({ where: { id: { in: desk.all('person') } } })).map((each) => [
        each.name,
        each.role,
      ]),
    ),
    sources: inOrder(
      (
        await db.source.findMany({
          where: { id: { in: desk.all('source') } },
          include: {
            grades: { orderBy: [{ gradedAt: 'asc' }, { id: 'asc' }] },
            aliases: { orderBy: { createdAt: 'asc' } },
          },
        })
      ).map((each) => ({
        name: each.name,
        grades: each.grades.map((grade) => grade.reliability),
        aliases: each.aliases.map((alias) => alias.name).filter((name) => name !== each.name),
        for: called(each.speaksForId),
        version: each.version,
      })),
    ),
    papers: inOrder(
      (await db.document.findMany({ where: { id: { in: desk.all('paper') } } })).map((each) => ({
        title: each.title,
        origin: called(each.originSourceId ?? each.originDocumentId),
      })),
    ),
    stories: inOrder(
      (await db.story.findMany({ where: { id: { in: desk.all('story') } } })).map((each) => ({
        name: called(each.id),
        title: each.title,
        version: each.version,
        isShown: each.publicSince !== null,
      })),
    ),
    otherLines: others.map((each) => each.type).sort(),
    // What the record says of a grade before and after must join on to what it said last.
    gradesTold: inOrder(
      others.flatMap((each) => {
        const body = activityBody.parse({ type: each.type, payload: each.payload })
        if (body.type !== 'source.graded') return []
        return [{ source: called(each.sourceId), ...body.payload, reason: undefined }]
      }),
    ),
  }
}
export type Kept = Awaited<ReturnType<typeof keptBy>>

export function keptIn(model: Model): Kept {
  const claims = Object.values(model.claims).map((claim) => {
    const line = published(claim)
    return {
      title: claim.title,
      version: claim.version,
      stage: claim.stage,
      isShown: claim.isShown,
      isWithdrawn: claim.isWithdrawn,
      place: claim.place,
      wording: claim.wording,
      story: claim.story && `story ${claim.story}`,
      current: line.at(-1)?.key ?? null,
      appearances: claim.appearances.map(({ by: _, ...each }) => each),
      evidence: claim.evidence.map(({ by: _, ...each }) => each),
      verdicts: claim.verdicts.map((each, at) => ({
        key: each.key,
        by: `person ${each.by}`,
        reviewer: each.reviewer && `person ${each.reviewer}`,
        status: each.status,
        kind: each.kind,
        state: each.state,
        version: each.version,
        overtakenBy:
          each.overtakenBy === null || each.overtakenBy === 'an event'
            ? each.overtakenBy
            : `claim ${each.overtakenBy}`,
        // What stood when it was proposed: whatever was published before it in the list.
        supersedes:
          claim.verdicts.slice(0, at).findLast((v) => v.state === 'published')?.key ?? null,
        evidence: each.grounds
          ? inOrder(each.grounds.evidence.map((e) => ({ ...e, origin: `source ${e.origin}` })))
          : null,
      })),
      lines: claim.lines,
      versions: claim.lines.map((_, at) => at + 1),
    }
  })
  return {
    claims: inOrder(claims),
    relations: model.relations.map(({ by: _, from, to, ...each }) => ({
      ...each,
      from: `claim ${from}`,
      to: `claim ${to}`,
    })),
    roles: { ...model.roles },
    sources: inOrder(
      (Object.keys(model.grades) as SourceName[]).map((name) => ({
        name,
        grades: model.grades[name],
        aliases: model.aliases[name],
        for: model.speakers[name].for && `source ${model.speakers[name].for}`,
        version: model.speakers[name].version,
      })),
    ),
    papers: inOrder(
      (Object.keys(model.papers) as Paper[]).map((title) => {
        const { origin } = model.papers[title]
        return {
          title,
          origin: origin && (origin in model.papers ? `paper ${origin}` : `source ${origin}`),
        }
      }),
    ),
    stories: inOrder(
      (Object.keys(model.stories) as StoryName[]).map((name) => ({
        name: `story ${name}`,
        ...model.stories[name],
      })),
    ),
    otherLines: [...model.otherLines].sort(),
    gradesTold: inOrder(
      (Object.keys(model.grades) as SourceName[]).flatMap((source) =>
        model.grades[source].map((after, at) => ({
          source: `source ${source}`,
          before: model.grades[source][at - 1] ?? null,
          after,
          reason: undefined,
        })),
      ),
    ),
  } as Kept
}

/** Rows whose order says nothing, in one order. */
function inOrder<T extends object>(rows: T[]): T[] {
  const key = (row: T) => JSON.stringify(row)
  return rows.toSorted((one, other) => (key(one) < key(other) ? -1 : 1))
}

// ───────────── what readers see

/** A claim's page in the words of the model, without times; null where readers know of no such claim. */
export async function readBy(desk: Desk, title: Title) {
  const { slug } = await desk.room.db.claim.findUniqueOrThrow({
    where: { id: desk.id(`claim ${title}`) },
    select: { slug: true },
  })
  const page = await getClaimPage({ db: desk.room.db }, slug)
  if (page === null) return null
  if (page.kind === 'withdrawn') return { withdrawn: page.reason }
  return {
    title: page.proposition,
    wording: page.wording?.text ?? null,
    place: page.place?.name ?? null,
    story: page.story?.title ?? null,
    claimant: page.claimant.name,
    reliability: page.claimant.reliability,
    status: page.status,
    kind: page.verdict?.kind ?? null,
    appearances: page.appearances
      .flatMap((group) =>
        group.quotes.flatMap((each) =>
          each.carriers.map(
            ({ document }) => `${document.title}, from ${group.origin.name}: ${each.quote.text}`,
          ),
        ),
      )
      .sort(),
    counterclaims: page.counterclaims.map((each) => `${each.proposition}: ${each.status}`).sort(),
    related: page.related
      .map((each) => `${each.type} ${each.direction} ${each.proposition}`)
      .sort(),
    evidence: page.evidence.map(
      (side) =>
        `${side.stance}: ${side.origins} origins, ${side.groups.flatMap((each) => each.items).length} pieces`,
    ),
    changes: page.changes.map((each) => `${each.before} → ${each.status}`),
  }
}

export function readIn(model: Model, title: Title): Awaited<ReturnType<typeof readBy>> {
  const claim = model.claims[title]
  if (!claim?.isShown) return null
  if (claim.isWithdrawn) return { withdrawn: 'A person is in danger.' }
  const line = published(claim)
  const current = line.at(-1)
  const shown = relationsOf(model, title).filter(
    ({ relation, other }) => relation.isShown && isBeforeReaders(model, other),
  )
  const against = shown.filter(({ relation }) => relation.type === 'counters')
  return {
    title,
    wording: claim.wording,
    place: claim.place,
    story:
      claim.story && model.stories[claim.story].isShown ? model.stories[claim.story].title : null,
    claimant: claimants[title],
    reliability: model.grades[claimants[title]].at(-1) ?? null,
    status: current?.status ?? 'unreviewed',
    kind: current?.kind ?? null,
    appearances: claim.appearances
      .filter((each) => each.isShown && !each.isWithdrawn)
      .map((each) => `${each.paper}, from ${originOf(model, each.paper)}: ${each.words}`)
      .sort(),
    counterclaims: [...new Set(against.map(({ other }) => other))]
      .map((other) => `${other}: ${statusOf(model, other)}`)
      .sort(),
    related: shown
      .filter(({ relation }) => relation.type !== 'counters')
      .map(
        ({ relation, other }) =>
          `${relation.type} ${relation.from === title ? 'from' : 'to'} ${other}`,
      )
      .sort(),
    evidence: sides(current?.grounds?.evidence ?? []),
    changes: changes(claim),
  }
}

function statusOf(model: Model, title: Title): string {
  const claim = model.claims[title]
  return (claim && published(claim).at(-1)?.status) ?? 'unreviewed'
}

function sides(evidence: Weighed[]): string[] {
  return (['supports', 'refutes', 'context'] as const).flatMap((stance) => {
    const pieces = evidence.filter((each) => each.stance === stance)
    if (pieces.length === 0) return []
    const witnesses = pieces.filter((each) => stance !== 'supports' || !each.isFromClaimant)
    const origins = new Set(witnesses.map((each) => each.origin)).size
    return [`${stance}: ${origins} origins, ${pieces.length} pieces`]
  })
}

/** Newest first. A claim that its first verdict opened was never shown without one. */
function changes(claim: Claim): string[] {
  const first = claim.lines.findIndex((each) => ['claim.shown', 'verdict.published'].includes(each))
  const wasShown = claim.lines[first] === 'claim.shown'
  const told = [...(wasShown ? ['unreviewed'] : []), ...published(claim).map((each) => each.status)]
  return told.map((status, at) => `${told[at - 1] ?? null} → ${status}`).reverse()
}

// ───────────── what must never be

/** Faults of the record and of what rests on it, in sentences; none where all is well. */
export async function faultsOf(desk: Desk, before?: Digest): Promise<string[]> {
  const { db } = desk.room
  const faults: string[] = []
  const rows = await db.claim.findMany({
    where: { id: { in: [...desk.claims.values()] } },
    include: {
      verdicts: { orderBy: { id: 'asc' } },
      activities: { orderBy: { id: 'asc' } },
    },
  })
  for (const { proposition, version, stage, currentVerdictId, verdicts, activities } of rows) {
    const about = `‘${proposition}’`
    const open = verdicts.filter((each) => each.state === 'proposed')
    if (open.length > 1) faults.push(`${about} has ${open.length} open proposals`)
    if ((open.length === 1) !== (stage === 'in_review'))
      faults.push(`${about} is ${stage} with ${open.length} open proposals`)
    for (const each of verdicts)
      if (each.reviewerId === each.proposerId) faults.push(`${about} was reviewed by its proposer`)
    const line = verdicts.filter((each) => each.state === 'published')
    const ends = line.filter((each) => !line.some((next) => next.supersedesId === each.id))
    if (ends.length > 1 || (ends[0]?.id ?? null) !== currentVerdictId)
      faults.push(`${about} shows another verdict than the end of its line`)
    const versions = activities.map((each) => each.claimVersion)
    if (versions.join() !== Array.from({ length: version }, (_, at) => at + 1).join())
      faults.push(
        `${about} is at version ${version}, and its record tells of ${versions.join(', ')}`,
      )
    const times = activities.map((each) => each.at.getTime())
    if (times.some((time, at) => time < (times[at - 1] ?? 0)))
      faults.push(`the record of ${about} goes back in time`)
    for (const each of line) {
      const snapshot = verdictSnapshot.parse(each.evidenceSnapshot)
      const evidence = snapshot.evidence.map((piece) => ({
        ...piece,
        origin: piece.origin.id as SourceName,
      }))
      const against = snapshot.relations
        .filter((relation) => relation.type === 'counters' && relation.other.isPublic)
        .map((relation) => relation.other.id as Title)
      const overtakenBy = each.overtakenByClaimId || each.overtakenByEvent ? 'an event' : null
      const lacks = carriesStatus(each.status, evidence, against, overtakenBy)
      if (lacks) faults.push(`${about} was published as ${each.status}: ${lacks}`)
    }
  }
  const [log] = await db.$queryRaw<{ lines: bigint; leaves: bigint; last: bigint | null }[]>`
    SELECT (SELECT count(*) FROM activity) AS lines, (SELECT count(*) FROM leaves) AS leaves,
      (SELECT max(index) FROM leaves) AS last`
  if (log && (log.lines !== log.leaves || log.leaves !== (log.last ?? -1n) + 1n))
    faults.push(`${log.lines} lines have ${log.leaves} leaves, the last of them number ${log.last}`)
  if (before) {
    const now = await digestOf(desk, before.upTo)
    if (now.digest !== before.digest) faults.push('what had been written was altered')
  }
  return faults
}

export type Digest = { upTo: bigint; digest: string }

/** Everything that is only ever added to, as it is now, of what was there when line `upTo` was the last. */
export async function digestOf(desk: Desk, upTo?: bigint): Promise<Digest> {
  const { db } = desk.room
  const last = upTo ?? (await db.activity.findFirst({ orderBy: { id: 'desc' } }))?.id ?? 0n
  const [row] = await db.$queryRaw<{ digest: string }[]>`
    SELECT md5(
      (SELECT coalesce(string_agg(a::text, '|' ORDER BY a.id), '') FROM activity a
        WHERE a.id > ${desk.start} AND a.id <= ${last}) ||
      (SELECT coalesce(string_agg(v::text, '|' ORDER BY v.id), '') FROM verdicts v
        WHERE v.state <> 'proposed' AND EXISTS (SELECT FROM activity a WHERE a.id > ${desk.start} AND a.id <= ${last}
          AND a.claim_id = v.claim_id AND a.type IN ('verdict.published', 'verdict.sent-back', 'verdict.taken-back')
          AND a.payload ->> 'verdictId' = v.id::text)) ||
      (SELECT coalesce(string_agg(w::text, '|' ORDER BY w.claim_id), '') FROM withdrawals w
        WHERE EXISTS (SELECT FROM activity a WHERE a.id > ${desk.start} AND a.id <= ${last}
          AND a.claim_id = w.claim_id AND a.type = 'claim.withdrawn'))
    ) AS digest`
  return { upTo: last, digest: row?.digest ?? '' }
}
