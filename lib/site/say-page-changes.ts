import type { Confidence, VerificationStatus } from '@/lib/review/schema'
import { isolated, quoted, type SaidField, sayField, titled } from '@/lib/site/say-difference'
import type { CandidateKind } from '@/lib/site/sql/candidates'
import type {
  ClaimLine,
  ClaimPage,
  HistoryPage,
  OtherClaim,
  RelatedClaim,
  SourcePage,
  StoryPage,
  WithdrawnClaim,
} from '@/lib/site/views'
import type { Reliability } from '@/lib/sources/schema'
import { sayKnownMoment } from '@/lib/words/say-time'
import type { Words } from '@/lib/words/words-of'

/**
 * What changed on a page between two moments of ours, in sentences for readers. They tell the two clocks apart:
 * what we published or showed is ours; what was said, and when and where, is the world's. What readers see change
 * without a sentence of its own is a detail, so that no moment is left without a reason.
 */

type Standing = { status: VerificationStatus; confidence: Confidence | null }

export function sayClaimChanges(
  before: ClaimPage | WithdrawnClaim | null,
  after: ClaimPage | WithdrawnClaim | null,
  words: Words,
): string[] {
  const { say } = words
  if (!after) return [say('pageChange.noClaim')]
  if (after.kind === 'withdrawn') {
    return [say('pageChange.withdrew', { reason: isolated(after.reason) })]
  }
  if (!before || before.kind === 'withdrawn') {
    return [say('pageChange.firstShown', { standing: sayStanding(standingOf(after), words) })]
  }
  const field = (name: SaidField, was: string | undefined, is: string | undefined) =>
    sayField(name, was, is, words)
  return sentences(
    [
      ...sayVerdict(before, after, words),
      ...field('proposition', before.proposition, after.proposition),
      ...field('wording', before.wording?.text, after.wording?.text),
      ...(before.claimant.slug === after.claimant.slug
        ? []
        : field('claimant', before.claimant.name, after.claimant.name)),
      ...field('said', saidWords(before, words), saidWords(after, words)),
      ...field('place', placeWords(before), placeWords(after)),
      ...field('story', before.story?.title, after.story?.title),
      ...sayGrade(before.claimant, after.claimant, words),
      ...sayAppearances(before, after, words),
      ...sayCounterclaims(before, after, words),
      ...sayRelated(before, after, words),
      ...sayEvidence(before, after, words),
      ...sayRenames(before, after, words),
    ],
    words,
  )
}

type History = (HistoryPage | WithdrawnClaim) & { acts: { leaf: number; type: string }[] }

export function sayHistoryChanges(
  before: History | null,
  after: History | null,
  words: Words,
): string[] {
  const { say } = words
  if (!after) return [say('pageChange.noClaim')]
  if (after.kind === 'withdrawn') {
    return [say('pageChange.withdrew', { reason: isolated(after.reason) })]
  }
  const last = after.entries[0]
  if (!before || before.kind === 'withdrawn') {
    const standing = { status: after.status, confidence: last?.verdict.confidence ?? null }
    return [say('pageChange.firstShown', { standing: sayStanding(standing, words) })]
  }
  const said = [
    ...(last && last.verdict.id !== before.entries[0]?.verdict.id
      ? sayVerdict(
          { status: before.status, verdict: before.entries[0]?.verdict ?? null },
          { status: after.status, verdict: last.verdict },
          words,
        )
      : []),
    ...sayField('proposition', before.proposition, after.proposition, words),
    ...(before.claimant.slug === after.claimant.slug
      ? []
      : sayField('claimant', before.claimant.name, after.claimant.name, words)),
    ...sayRenames(before, after, words),
  ]
  if (said.length > 0) return sentences(said, words)
  const known = new Set(before.acts.map(({ leaf }) => leaf))
  const logged = after.acts.filter(({ leaf }) => !known.has(leaf))
  return sentences(
    logged.map(({ type }) => say('pageChange.logged', { act: sayAct(type, words) })),
    words,
  )
}

/** What was done, for readers, by the type of the act. */
export function sayAct(type: string, { say }: Words): string {
  const key = type.replace('.', '_') as 'claim_shown'
  return say.has(`act.${key}`) ? say(`act.${key}`) : say('pageChange.someAct')
}

export function sayStoryChanges(
  before: StoryPage | null,
  after: StoryPage | null,
  words: Words,
): string[] {
  const { say } = words
  if (!after) return [say('pageChange.noStory')]
  if (!before) return [say('pageChange.storyFirst', { n: after.claims.length })]
  type Pair = StoryPage['contradictions'][number]
  const pair = ({ claim, counterclaim }: Pair) => `${claim.slug} ${counterclaim.slug}`
  const contradictions = compared(before.contradictions, after.contradictions, pair)
  const named = ({ claim, counterclaim }: Pair) => ({
    claim: quoted(claim.proposition, words),
    counterclaim: quoted(counterclaim.proposition, words),
  })
  return sentences(
    [
      ...sayField('title', before.title, after.title, words),
      ...(before.summary === after.summary ? [] : [say('pageChange.summary')]),
      ...sayLines(before.claims, after.claims, 'story', words),
      ...contradictions.joined.map((each) => say('pageChange.against', named(each))),
      ...contradictions.left.map((each) => say('pageChange.notAgainst', named(each))),
      ...sayRenames(before, after, words),
    ],
    words,
  )
}

export function saySourceChanges(
  before: SourcePage | null,
  after: SourcePage | null,
  words: Words,
): string[] {
  const { say } = words
  if (!after) return [say('pageChange.noSource')]
  if (!before) {
    const { claims, documents } = after
    return [say('pageChange.sourceFirst', { claims: claims.length, documents: documents.length })]
  }
  const aliases = compared(before.aliases, after.aliases, ({ name }) => name)
  const keyOf = ({ title, url, publisher }: SourcePage['documents'][number]) =>
    JSON.stringify([title, url, publisher.slug])
  const documents = compared(before.documents, after.documents, keyOf)
  const title = (each: { title: string }) => quoted(each.title, words)
  const kind = ({ kind }: SourcePage) => say(`sourceKind.${kind}`)
  return sentences(
    [
      ...sayField('name', before.name, after.name, words),
      ...sayField('kind', kind(before), kind(after), words),
      ...sayField('description', before.description, after.description, words),
      ...sayField('url', before.url, after.url, words),
      ...sayField('speaksFor', before.speaksFor?.name, after.speaksFor?.name, words),
      ...sayGrade(
        { name: before.name, reliability: before.grades[0]?.reliability ?? null },
        { name: after.name, reliability: after.grades[0]?.reliability ?? null },
        words,
      ),
      ...aliases.joined.map(({ name }) => say('pageChange.alias', { name: isolated(name) })),
      ...sayLines(before.claims, after.claims, 'source', words),
      ...documents.joined.map((each) => say('pageChange.cited', { title: title(each) })),
      ...documents.left.map((each) => say('pageChange.notCited', { title: title(each) })),
      ...documents.stayed.flatMap(({ was, is }) =>
        was.role === is.role
          ? []
          : [
              say('pageChange.role', {
                title: title(is),
                after: say(`pageChange.roles.${is.role}`),
                before: say(`pageChange.roles.${was.role}`),
              }),
            ],
      ),
      ...sayRenames(before, after, words),
    ],
    words,
  )
}

/** Of a page that changed too often to compare every two moments: what kind of thing happened. */
export function sayKinds(kinds: CandidateKind[], { say }: Words): string[] {
  return kinds.map((kind) => say(`pageChange.kind.${kind}`))
}

/** Each once, and never none. */
function sentences(said: string[], { say }: Words): string[] {
  return said.length > 0 ? [...new Set(said)] : [say('pageChange.details')]
}

// ───────────── where claims stand

function standingOf({ status, verdict }: Pick<ClaimPage, 'status' | 'verdict'>): Standing {
  return { status, confidence: verdict?.confidence ?? null }
}

function sayStanding({ status, confidence }: Standing, { say }: Words): string {
  if (!confidence) return say(`status.${status}`)
  return say('pageChange.standing', {
    status: say(`status.${status}`),
    confidence: say(`confidenceInText.${confidence}`),
  })
}

type Judged = Pick<ClaimPage, 'status' | 'verdict'>

function sayVerdict(before: Judged, after: Judged, words: Words): string[] {
  const { verdict } = after
  if (!verdict || verdict.id === before.verdict?.id) return []
  const { say } = words
  const what = say(`pageChange.what.${verdict.kind}`)
  const standing = sayStanding(standingOf(after), words)
  const note = verdict.publicNote ? [isolated(verdict.publicNote)] : []
  if (before.status !== after.status) {
    const was = say(`status.${before.status}`)
    return [say('pageChange.verdictMoved', { what, before: was, standing }), ...note]
  }
  const was = before.verdict?.confidence
  if (!was || was === verdict.confidence) {
    return [say('pageChange.verdictAsBefore', { what, standing }), ...note]
  }
  return [
    say('pageChange.verdictStill', { what, status: say(`status.${after.status}`) }),
    say('difference.confidenceWent', {
      before: say(`confidenceLevel.${was}`),
      after: say(`confidenceLevel.${verdict.confidence}`),
    }),
    ...note,
  ]
}

/** How one claim of a list went on, whether it moved or was only confirmed. */
function sayMove(was: Standing, is: Standing, claim: string, words: Words): string[] {
  const { say } = words
  if (was.status !== is.status) {
    const before = say(`status.${was.status}`)
    return [say('pageChange.moved', { claim, before, standing: sayStanding(is, words) })]
  }
  if (was.confidence === is.confidence) return []
  return [
    say('pageChange.still', {
      claim,
      status: say(`status.${is.status}`),
      confidence: say(`confidenceInText.${is.confidence ?? 'none'}`),
    }),
  ]
}

function sayOther(other: OtherClaim, words: Words): string {
  return words.say('pageChange.other', {
    claim: quoted(other.proposition, words),
    claimant: isolated(other.claimant.name),
    standing: sayStanding(other, words),
  })
}

function sayCounterclaims(before: ClaimPage, after: ClaimPage, words: Words): string[] {
  const { say } = words
  const others = compared(before.counterclaims, after.counterclaims, ({ slug }) => slug)
  const claim = (other: OtherClaim) => quoted(other.proposition, words)
  return [
    ...others.joined.map((each) =>
      say('pageChange.counterclaimNew', { other: sayOther(each, words) }),
    ),
    ...others.left.map((each) => say('pageChange.counterclaimLeft', { other: claim(each) })),
    ...others.stayed.flatMap(({ was, is }) => [
      ...sayMove(was, is, say('pageChange.counterclaim', { claim: claim(is) }), words),
      ...(was.proposition === is.proposition
        ? []
        : [say('pageChange.counterclaimReworded', { before: claim(was), after: claim(is) })]),
    ]),
  ]
}

function sayRelated(before: ClaimPage, after: ClaimPage, words: Words): string[] {
  const { say } = words
  const keyOf = ({ type, direction, slug }: RelatedClaim) => `${type} ${direction} ${slug}`
  const others = compared(before.related, after.related, keyOf)
  const phrase = ({ type, direction }: RelatedClaim) => say(`relationInText.${type}.${direction}`)
  const claim = (other: OtherClaim) => quoted(other.proposition, words)
  return [
    ...others.joined.map((each) =>
      say('difference.linked', { phrase: phrase(each), other: sayOther(each, words) }),
    ),
    ...others.left.map((each) =>
      say('difference.unlinked', { phrase: phrase(each), other: claim(each) }),
    ),
    ...others.stayed.flatMap(({ was, is }) => [
      ...sayMove(was, is, say('pageChange.related', { claim: claim(is) }), words),
      ...(was.proposition === is.proposition
        ? []
        : [say('pageChange.relatedReworded', { before: claim(was), after: claim(is) })]),
    ]),
  ]
}

function sayLines(
  before: ClaimLine[],
  after: ClaimLine[],
  where: 'story' | 'source',
  words: Words,
): string[] {
  const { say } = words
  const lines = compared(before, after, (line) => line.slug)
  const claim = (line: ClaimLine) => quoted(line.proposition, words)
  return [
    ...lines.joined.map((line) =>
      say(`pageChange.${where}Joined`, { claim: claim(line), standing: sayStanding(line, words) }),
    ),
    ...lines.left.map((line) => say(`pageChange.${where}Left`, { claim: claim(line) })),
    ...lines.stayed.flatMap(({ was, is }) => [
      ...sayMove(was, is, claim(is), words),
      ...(was.status === is.status && was.confidence === is.confidence && was.at !== is.at
        ? [say('pageChange.lookedAt', { claim: claim(is), standing: sayStanding(is, words) })]
        : []),
      ...(was.proposition === is.proposition
        ? []
        : [say('pageChange.reworded', { before: claim(was), after: claim(is) })]),
    ]),
  ]
}

// ───────────── grounds

function sayAppearances(before: ClaimPage, after: ClaimPage, words: Words): string[] {
  const { say } = words
  const { joined, left, stayed } = compared(
    carriersOf(before),
    carriersOf(after),
    ({ quote, document }) => JSON.stringify([quote, document.title, document.url]),
  )
  return [
    ...joined.map(({ document }) =>
      say('pageChange.appearanceNew', { title: titled(document, words) }),
    ),
    ...left.map(({ document }) =>
      say('pageChange.appearanceLeft', { title: titled(document, words) }),
    ),
    ...stayed.flatMap(({ was, is }) =>
      was.origin.slug === is.origin.slug
        ? []
        : [
            say('difference.originAnew', {
              title: titled(is.document, words),
              before: isolated(was.origin.name),
              after: isolated(is.origin.name),
            }),
          ],
    ),
  ]
}

function carriersOf({ appearances }: ClaimPage) {
  return appearances.flatMap(({ origin, quotes }) =>
    quotes.flatMap(({ quote, carriers }) =>
      carriers.map(({ document }) => ({ origin, quote: quote.text, document })),
    ),
  )
}

function sayEvidence(before: ClaimPage, after: ClaimPage, words: Words): string[] {
  const { say } = words
  const itemsOf = ({ evidence }: ClaimPage) =>
    evidence.flatMap(({ groups }) => groups.flatMap(({ items }) => items))
  const { joined, left } = compared(itemsOf(before), itemsOf(after), (item) =>
    JSON.stringify([item.stance, item.excerpt.text, item.document.title, item.document.url]),
  )
  const named = ({ document, stance }: (typeof joined)[number]) => ({
    title: titled(document, words),
    weight: say(`stanceInText.${stance}`),
  })
  return [
    ...joined.map((item) => say('difference.evidenceNew', named(item))),
    ...left.map((item) => say('difference.evidenceLeft', named(item))),
  ]
}

type Graded = { name: string; reliability: Reliability | null }

function sayGrade(before: Graded, after: Graded, { say }: Words): string[] {
  const letter = after.reliability
  if (before.reliability === letter || !letter) return []
  const values = {
    name: isolated(after.name),
    grade: say('difference.reliability', { letter, words: say(`reliabilityInText.${letter}`) }),
  }
  return [
    before.reliability
      ? say('pageChange.gradedAnew', { ...values, before: before.reliability })
      : say('pageChange.graded', values),
  ]
}

// ───────────── what a page says

function saidWords({ said }: ClaimPage, words: Words): string | undefined {
  return said ? sayKnownMoment(said, words).words : undefined
}

function placeWords({ place }: ClaimPage): string | undefined {
  if (!place) return undefined
  const { name, latitude, longitude } = place
  return latitude === null ? name : `${name} (${latitude}, ${longitude})`
}

/** Sources and stories that both pages name, by another name. */
function sayRenames(before: object, after: object, { say }: Words): string[] {
  const names = namesIn(before)
  return [...namesIn(after)].flatMap(([key, name]) => {
    const was = names.get(key)
    return was === undefined || was === name
      ? []
      : [say('pageChange.renamed', { before: isolated(was), after: isolated(name) })]
  })
}

/** By noun and slug, wherever in the view something stands with its name or title; the page's own name has its own sentence. */
function namesIn(view: object): Map<string, string> {
  const names = new Map<string, string>()
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    const { slug, name, title } = value as Record<string, unknown>
    if (typeof slug === 'string') {
      if (typeof name === 'string') names.set(`source ${slug}`, name)
      if (typeof title === 'string') names.set(`story ${slug}`, title)
    }
    for (const each of Object.values(value)) walk(each)
  }
  for (const each of Object.values(view)) walk(each)
  return names
}

/** What two lists have and have not in common, by a key; where one has a key twice, the last counts. */
function compared<T>(before: T[], after: T[], keyOf: (each: T) => string) {
  const was = new Map(before.map((each) => [keyOf(each), each]))
  const is = new Map(after.map((each) => [keyOf(each), each]))
  return {
    joined: [...is].flatMap(([key, each]) => (was.has(key) ? [] : [each])),
    left: [...was].flatMap(([key, each]) => (is.has(key) ? [] : [each])),
    stayed: [...is].flatMap(([key, each]) => {
      const earlier = was.get(key)
      return earlier === undefined ? [] : [{ was: earlier, is: each }]
    }),
  }
}
