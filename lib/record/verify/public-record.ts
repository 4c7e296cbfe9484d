import type { JsonValue } from '@/lib/record/canonical'
import type { PublicAct } from '@/lib/record/verify/published'

type Facts = Map<string, JsonValue>
type Row = { [name: string]: JsonValue }

export type PublicVerdict = {
  id: string
  status: string
  confidence: string
  kind: string
  at: string
  /** Undefined where it was redacted. */
  rationale: string | undefined
  /** Null where there is none, undefined where it may have been redacted. */
  publicNote: string | null | undefined
  /** Whether some of it may have been redacted. */
  isShort: boolean
  evidence: { excerpt: string; grade: string; title: string }[]
}

export type PublicAppearance = { id: string; quote: string; title: string; publisher: string }

/** A claim as the leaves tell it to everybody. */
export type PublicClaim = {
  id: string
  slug: string
  proposition: string | undefined
  wording: string | null
  claimantId: string
  shownAt: string
  withdrawn: { reason: string | undefined; at: string } | null
  verdicts: PublicVerdict[]
  appearances: Map<string, PublicAppearance>
  /** What was shown of it before acts said what they showed. */
  isPartial: boolean
}

type Relation = { type: string; from: string; to: string }

const TELLING = [
  'claim.shown',
  'claim.edited',
  'claim.withdrawn',
  'verdict.published',
  'appearance.withdrawn',
  'relation.withdrawn',
  'story.shown',
  'story.edited',
  'source.edited',
] as const
type TellingType = (typeof TELLING)[number]

/** When an act that changes what the leaves say was done; undefined for every other act. */
export function momentOf({ facts }: PublicAct): string | undefined {
  const act = facts.get('act') as Row | undefined
  return act && TELLING.includes(act.type as TellingType) ? String(act.at) : undefined
}

/** What the leaves of a log say of claims, stories and sources: what their pages have to say too. */
export class PublicRecord {
  readonly claims = new Map<string, PublicClaim>()
  readonly stories = new Map<string, { slug: string; title: string; summary: string }>()
  readonly sources = new Map<string, { slug: string | undefined; name: string | undefined }>()
  /** What each public leaf is, in words. */
  readonly acts = new Map<number, { type: string; claimId: string | undefined }>()
  private readonly relations = new Map<string, Relation>()
  private readonly bySlug = new Map<string, PublicClaim>()

  add({ index, facts, isShort = false }: PublicAct): void {
    const act = facts.get('act') as Row | undefined
    if (!act) return
    const about = (act.about ?? {}) as Row
    const claimId = typeof about.claim === 'string' ? about.claim : undefined
    this.acts.set(index, { type: String(act.type), claimId })
    const payload = (act.payload ?? {}) as Row
    const at = String(act.at)
    const claim = typeof about.claim === 'string' ? this.claims.get(about.claim) : undefined
    switch (act.type as TellingType) {
      case 'claim.shown':
      case 'verdict.published':
        this.show(String(about.claim), at, facts, payload)
        if (act.type === 'verdict.published')
          this.judge(String(about.claim), at, facts, { act, isShort })
        return
      case 'claim.edited':
        if (claim) tellClaim(claim, facts)
        return
      case 'claim.withdrawn':
        if (claim) claim.withdrawn = { reason: textIn(facts, 'reason'), at }
        return
      case 'appearance.withdrawn':
        claim?.appearances.delete(String(payload.appearanceId))
        return
      case 'relation.withdrawn':
        this.relations.delete(String(payload.relationId))
        return
      case 'story.shown': {
        const slug = textIn(facts, 'slug')
        // Of before acts said what they showed: its page can't be told from them.
        if (!slug) return
        this.stories.set(String(about.story), {
          slug,
          title: textIn(facts, 'title') ?? '',
          summary: textIn(facts, 'summary') ?? '',
        })
        return
      }
      case 'story.edited': {
        const story = this.stories.get(String(about.story))
        const after = (facts.get('after') ?? {}) as Row
        if (story) Object.assign(story, { title: after.title, summary: after.summary })
        return
      }
      case 'source.edited': {
        const after = (facts.get('after') ?? {}) as Row
        this.name(String(about.source), { name: after.name as string })
        return
      }
    }
  }

  /** Which act a leaf stands for, as far as everybody may know. */
  sayAct(index: number): { words: string; claim: string | undefined } {
    const act = this.acts.get(index)
    if (!act) return { words: 'an act of the desk that is not public', claim: undefined }
    const claim = act.claimId ? this.claims.get(act.claimId)?.slug : undefined
    return { words: `${act.type}${claim ? ` on the claim ${claim}` : ''}`, claim }
  }

  claimAt(slug: string): PublicClaim | undefined {
    return this.bySlug.get(slug)
  }

  /** The public claims, neither withdrawn, that counter this one or that it counters. */
  counterclaimsOf(claim: PublicClaim): PublicClaim[] {
    const others = new Set<PublicClaim>()
    for (const { type, from, to } of this.relations.values()) {
      if (type !== 'counters' || (from !== claim.id && to !== claim.id)) continue
      const other = this.claims.get(from === claim.id ? to : from)
      if (other && !other.withdrawn) others.add(other)
    }
    return [...others]
  }

  private name(id: string, known: { slug?: string; name?: string }): void {
    const source = this.sources.get(id)
    this.sources.set(id, {
      slug: known.slug ?? source?.slug,
      name: known.name ?? source?.name,
    })
  }

  private show(id: string, at: string, facts: Facts, payload: Row): void {
    const claim = this.claims.get(id) ?? {
      id,
      slug: textIn(facts, 'claim.slug') ?? '',
      proposition: undefined,
      wording: null,
      claimantId: '',
      shownAt: at,
      withdrawn: null,
      verdicts: [],
      appearances: new Map(),
      isPartial: false,
    }
    this.claims.set(id, claim)
    this.bySlug.set(claim.slug, claim)
    tellClaim(claim, facts)
    const { claimantId } = claim
    const claimant = (facts.get('claimant') ?? facts.get('verdict.claimant')) as Row | undefined
    if (claimant && claimantId) {
      this.name(claimantId, { slug: claimant.slug as string, name: claimant.name as string })
    }
    if (payload.shown === undefined) claim.isPartial = true
    for (const [name, value] of facts) {
      const row = value as Row
      if (name.startsWith('shown.appearance.')) {
        claim.appearances.set(String(row.id), {
          id: String(row.id),
          quote: String(row.quote),
          title: String(row.title),
          publisher: String(row.publisher),
        })
      }
      if (name.startsWith('shown.relation.')) {
        const { type, from, to } = row
        this.relations.set(String(row.id), {
          type: String(type),
          from: String(from),
          to: String(to),
        })
      }
    }
  }

  private judge(
    claimId: string,
    at: string,
    facts: Facts,
    { act, isShort }: { act: Row; isShort: boolean },
  ): void {
    const row = (act.row ?? {}) as Row
    const evidence: PublicVerdict['evidence'] = []
    for (const [name, value] of facts) {
      if (!name.startsWith('verdict.evidence.')) continue
      const item = value as Row
      const document = (item.document ?? {}) as Row
      const publisher = (document.publisher ?? {}) as Row
      evidence.push({
        excerpt: String(item.excerpt),
        grade: `${publisher.reliability ?? ''}${item.credibility}`,
        title: String(document.title),
      })
    }
    this.claims.get(claimId)?.verdicts.push({
      id: String(row.id),
      status: String(row.status),
      confidence: String(row.confidence),
      kind: String(row.kind),
      at,
      rationale: textIn(facts, 'verdict.rationale'),
      publicNote: textIn(facts, 'verdict.public_note') ?? (isShort ? undefined : null),
      isShort,
      evidence,
    })
  }
}

function tellClaim(claim: PublicClaim, facts: Facts): void {
  const particulars = facts.get('claim.particulars') as Row | undefined
  claim.proposition = textIn(facts, 'claim.proposition')
  if (particulars) {
    claim.claimantId = String(particulars.claimant_id)
    claim.wording = (particulars.wording as string | null) ?? null
  }
}

function textIn(facts: Facts, name: string): string | undefined {
  const value = facts.get(name)
  return typeof value === 'string' ? value : undefined
}

/** The status of a claim, and since when it has been this one without a break. */
export function standingOf(claim: PublicClaim): { status: string; since: string } {
  const last = claim.verdicts.at(-1)
  if (!last) return { status: 'unreviewed', since: claim.shownAt }
  let since = last.at
  for (const verdict of claim.verdicts.toReversed()) {
    if (verdict.status !== last.status) break
    since = verdict.at
  }
  return { status: last.status, since }
}
