import { relationPhrases } from '@/lib/relations/rules'
import type { Confidence, VerificationStatus } from '@/lib/review/schema'
import { isolated, quoted } from '@/lib/site/say-difference'
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
import {
  actWords,
  reliabilityWords,
  sourceKindWords,
  stanceWords,
  statusWords,
} from '@/lib/site/words'
import type { Reliability } from '@/lib/sources/schema'
import { sayKnownMoment } from '@/lib/words/say-time'
import { wordsOf } from '@/lib/words/words-of'

/**
 * What changed on a page between two moments of ours, in sentences for readers. They tell the two clocks apart:
 * what we published or showed is ours; what was said, and when and where, is the world's.
 */

/** For what readers see change without a sentence of its own, so that no moment is left without a reason. */
const DETAILS = 'Details of the page changed.'

type Standing = { status: VerificationStatus; confidence: Confidence | null }

export function sayClaimChanges(
  before: ClaimPage | WithdrawnClaim | null,
  after: ClaimPage | WithdrawnClaim | null,
): string[] {
  if (!after) return ['We no longer show this claim.']
  if (after.kind === 'withdrawn') return [`We withdrew this claim: ${isolated(after.reason)}`]
  if (!before || before.kind === 'withdrawn') {
    return [`We first showed this claim: ${sayStanding(standingOf(after))}.`]
  }
  return sentences([
    ...sayVerdict(before, after),
    ...sayField('Our wording of the claim', before.proposition, after.proposition),
    ...sayField('The claimant’s own words', before.wording?.text, after.wording?.text),
    ...(before.claimant.slug === after.claimant.slug
      ? []
      : sayField('The claimant', before.claimant.name, after.claimant.name)),
    ...sayField('When it was said', saidWords(before), saidWords(after)),
    ...sayField('The place', placeWords(before), placeWords(after)),
    ...sayField('The story it belongs to', before.story?.title, after.story?.title),
    ...sayGrade(before.claimant, after.claimant),
    ...sayAppearances(before, after),
    ...sayOthers(before.counterclaims, after.counterclaims, {
      name: 'Counterclaim',
      keyOf: (other) => other.slug,
      joined: (other) => `New counterclaim: ${sayOther(other)}.`,
      left: (other) => `No longer linked as a counterclaim: ${quoted(other.proposition)}.`,
    }),
    ...sayOthers(before.related, after.related, {
      name: 'Related claim',
      keyOf: (other) => `${other.type} ${other.direction} ${other.slug}`,
      joined: (other) => `Newly linked: this claim ${phraseOf(other)} ${sayOther(other)}.`,
      left: (other) =>
        `No longer linked: this claim ${phraseOf(other)} ${quoted(other.proposition)}.`,
    }),
    ...sayEvidence(before, after),
    ...sayRenames(before, after),
  ])
}

type History = (HistoryPage | WithdrawnClaim) & { acts: { leaf: number; type: string }[] }

export function sayHistoryChanges(before: History | null, after: History | null): string[] {
  if (!after) return ['We no longer show this claim.']
  if (after.kind === 'withdrawn') return [`We withdrew this claim: ${isolated(after.reason)}`]
  const last = after.entries[0]
  if (!before || before.kind === 'withdrawn') {
    const standing = { status: after.status, confidence: last?.verdict.confidence ?? null }
    return [`We first showed this claim: ${sayStanding(standing)}.`]
  }
  const said = [
    ...(last && last.verdict.id !== before.entries[0]?.verdict.id
      ? sayVerdict(
          { status: before.status, verdict: before.entries[0]?.verdict ?? null },
          { status: after.status, verdict: last.verdict },
        )
      : []),
    ...sayField('Our wording of the claim', before.proposition, after.proposition),
    ...(before.claimant.slug === after.claimant.slug
      ? []
      : sayField('The claimant', before.claimant.name, after.claimant.name)),
    ...sayRenames(before, after),
  ]
  if (said.length > 0) return sentences(said)
  const known = new Set(before.acts.map(({ leaf }) => leaf))
  const logged = after.acts.filter(({ leaf }) => !known.has(leaf))
  return sentences(logged.map(({ type }) => `Logged: ${actWords[type] ?? 'an act on the claim'}.`))
}

export function sayStoryChanges(before: StoryPage | null, after: StoryPage | null): string[] {
  if (!after) return ['We no longer show this story.']
  if (!before) return [`We first showed this story, with ${countOf(after.claims.length, 'claim')}.`]
  const pair = ({ claim, counterclaim }: StoryPage['contradictions'][number]) =>
    `${claim.slug} ${counterclaim.slug}`
  const contradictions = compared(before.contradictions, after.contradictions, pair)
  return sentences([
    ...sayField('The title', before.title, after.title),
    ...(before.summary === after.summary ? [] : ['The summary was rewritten.']),
    ...sayLines(before.claims, after.claims, 'in the story'),
    ...contradictions.joined.map(
      ({ claim, counterclaim }) =>
        `Newly against each other: ${quoted(claim.proposition)} and ${quoted(counterclaim.proposition)}.`,
    ),
    ...contradictions.left.map(
      ({ claim, counterclaim }) =>
        `No longer set against each other: ${quoted(claim.proposition)} and ${quoted(counterclaim.proposition)}.`,
    ),
    ...sayRenames(before, after),
  ])
}

export function saySourceChanges(before: SourcePage | null, after: SourcePage | null): string[] {
  if (!after) return ['Nothing that we show comes from this source any more.']
  if (!before) {
    const claims = countOf(after.claims.length, 'claim')
    return [
      `We first showed something of this source: ${claims}, ${countOf(after.documents.length, 'document')}.`,
    ]
  }
  const aliases = compared(before.aliases, after.aliases, ({ name }) => name)
  const keyOf = ({ title, url, publisher }: SourcePage['documents'][number]) =>
    JSON.stringify([title, url, publisher.slug])
  const documents = compared(before.documents, after.documents, keyOf)
  return sentences([
    ...sayField('The name', before.name, after.name),
    ...sayField(
      'What kind of source it is',
      sourceKindWords[before.kind],
      sourceKindWords[after.kind],
    ),
    ...sayField('The description', before.description, after.description),
    ...sayField('The address', before.url, after.url),
    ...sayField('Whom it speaks for', before.speaksFor?.name, after.speaksFor?.name),
    ...sayGrade(
      { name: before.name, reliability: before.grades[0]?.reliability ?? null },
      { name: after.name, reliability: after.grades[0]?.reliability ?? null },
    ),
    ...aliases.joined.map(({ name }) => `Also known as ${isolated(name)}.`),
    ...sayLines(before.claims, after.claims, 'among its claims'),
    ...documents.joined.map(({ title }) => `Newly cited: ${quoted(title)}.`),
    ...documents.left.map(({ title }) => `No longer cited: ${quoted(title)}.`),
    ...documents.stayed.flatMap(({ was, is }) =>
      was.role === is.role
        ? []
        : [`${quoted(is.title)} is listed with another role: ${is.role} (before: ${was.role}).`],
    ),
    ...sayRenames(before, after),
  ])
}

const kindSentences: Record<string, string> = {
  shown: 'We first showed it.',
  verdict: 'A verdict was published.',
  withdrawal: 'We withdrew it.',
  claim: 'The claim was edited.',
  appearance: 'An appearance was added or taken off.',
  relation: 'A link to another claim was added or taken off.',
  other: 'A claim that it shows changed.',
  source: 'A source that it names was edited.',
  grade: 'A reliability grade changed.',
  story: 'A story was edited or first shown.',
  origin: 'A document was traced to another origin.',
  gathered: 'A claim that it lists changed.',
  logged: 'An act was logged.',
}

/** Of a page that changed too often to compare every two moments: what kind of thing happened. */
export function sayKinds(kinds: string[]): string[] {
  return kinds.map((kind) => kindSentences[kind] ?? DETAILS)
}

/** Each once, and never none. */
function sentences(said: string[]): string[] {
  return said.length > 0 ? [...new Set(said)] : [DETAILS]
}

// ───────────── where claims stand

function standingOf({ status, verdict }: Pick<ClaimPage, 'status' | 'verdict'>): Standing {
  return { status, confidence: verdict?.confidence ?? null }
}

function sayStanding({ status, confidence }: Standing): string {
  return confidence ? `${statusWords[status]}, ${confidence} confidence` : statusWords[status]
}

type Judged = Pick<ClaimPage, 'status' | 'verdict'>

function sayVerdict(before: Judged, after: Judged): string[] {
  const { verdict } = after
  if (!verdict || verdict.id === before.verdict?.id) return []
  const what = { first: 'We published a verdict', update: 'Update', correction: 'Correction' }[
    verdict.kind
  ]
  const moved =
    before.status === after.status
      ? `${sayStanding(standingOf(after))} as before`
      : `from ${statusWords[before.status]} to ${sayStanding(standingOf(after))}`
  const was = before.verdict?.confidence
  const surer =
    was && before.status === after.status && was !== verdict.confidence
      ? [`Confidence went from ${was} to ${verdict.confidence}.`]
      : []
  const sentence =
    surer.length > 0 ? `${what}: still ${statusWords[after.status]}.` : `${what}: ${moved}.`
  return [sentence, ...surer, ...(verdict.publicNote ? [isolated(verdict.publicNote)] : [])]
}

/** How one claim of a list went on, whether it moved or was only confirmed. */
function sayMove(was: Standing, is: Standing, claim: string): string[] {
  if (was.status !== is.status) {
    return [`${claim}: ${statusWords[was.status]} → ${sayStanding(is)}.`]
  }
  if (was.confidence === is.confidence) return []
  return [
    `${claim}: still ${statusWords[is.status]}, now with ${is.confidence ?? 'no'} confidence.`,
  ]
}

function sayOther(other: OtherClaim): string {
  return `${quoted(other.proposition)}, ${isolated(other.claimant.name)} (${sayStanding(other)})`
}

function phraseOf({ type, direction }: RelatedClaim): string {
  return relationPhrases[type][direction]
}

function sayOthers<T extends OtherClaim>(
  before: T[],
  after: T[],
  words: {
    name: string
    keyOf: (other: T) => string
    joined: (other: T) => string
    left: (other: T) => string
  },
): string[] {
  const others = compared(before, after, words.keyOf)
  return [
    ...others.joined.map(words.joined),
    ...others.left.map(words.left),
    ...others.stayed.flatMap(({ was, is }) => [
      ...sayMove(was, is, `${words.name} ${quoted(is.proposition)}`),
      ...(was.proposition === is.proposition
        ? []
        : [`${words.name} reworded: ${quoted(was.proposition)} is now ${quoted(is.proposition)}.`]),
    ]),
  ]
}

function sayLines(before: ClaimLine[], after: ClaimLine[], where: string): string[] {
  const lines = compared(before, after, (line) => line.slug)
  return [
    ...lines.joined.map(
      (line) => `New ${where}: ${quoted(line.proposition)} (${sayStanding(line)}).`,
    ),
    ...lines.left.map((line) => `No longer ${where}: ${quoted(line.proposition)}.`),
    ...lines.stayed.flatMap(({ was, is }) => [
      ...sayMove(was, is, quoted(is.proposition)),
      ...(was.status === is.status && was.confidence === is.confidence && was.at !== is.at
        ? [`${quoted(is.proposition)}: looked at again, ${sayStanding(is)} as before.`]
        : []),
      ...(was.proposition === is.proposition
        ? []
        : [`Reworded: ${quoted(was.proposition)} is now ${quoted(is.proposition)}.`]),
    ]),
  ]
}

// ───────────── grounds

function sayAppearances(before: ClaimPage, after: ClaimPage): string[] {
  const { joined, left, stayed } = compared(
    carriersOf(before),
    carriersOf(after),
    ({ quote, document }) => JSON.stringify([quote, document.title, document.url]),
  )
  const named = ({ document }: ReturnType<typeof carriersOf>[number]) =>
    `${quoted(document.title)}, ${isolated(document.publisher.name)}`
  return [
    ...joined.map((each) => `Also appeared in ${named(each)}.`),
    ...left.map((each) => `No longer listed as an appearance: ${named(each)}.`),
    ...stayed.flatMap(({ was, is }) =>
      was.origin.slug === is.origin.slug
        ? []
        : [
            `Traced to another origin: ${named(is)} (before: ${isolated(was.origin.name)}; after: ${isolated(is.origin.name)}).`,
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

function sayEvidence(before: ClaimPage, after: ClaimPage): string[] {
  const itemsOf = ({ evidence }: ClaimPage) =>
    evidence.flatMap(({ groups }) => groups.flatMap(({ items }) => items))
  const { joined, left } = compared(itemsOf(before), itemsOf(after), (item) =>
    JSON.stringify([item.stance, item.excerpt.text, item.document.title, item.document.url]),
  )
  const named = ({ document, stance }: (typeof joined)[number]) =>
    `${quoted(document.title)}, ${isolated(document.publisher.name)} (${stanceWords[stance].toLowerCase()})`
  return [
    ...joined.map((item) => `New evidence: ${named(item)}.`),
    ...left.map((item) => `No longer relied on: ${named(item)}.`),
  ]
}

type Graded = { name: string; reliability: Reliability | null }

function sayGrade(before: Graded, after: Graded): string[] {
  if (before.reliability === after.reliability || !after.reliability) return []
  const grade = `${after.reliability}, ${reliabilityWords[after.reliability].toLowerCase()}`
  const was = before.reliability ? ` (before: ${before.reliability})` : ''
  return [`Reliability of ${isolated(after.name)} graded ${grade}${was}.`]
}

// ───────────── what a page says

function saidWords({ said }: ClaimPage): string | undefined {
  return said ? sayKnownMoment(said, wordsOf()).words : undefined
}

function placeWords({ place }: ClaimPage): string | undefined {
  if (!place) return undefined
  const { name, latitude, longitude } = place
  return latitude === null ? name : `${name} (${latitude}, ${longitude})`
}

function sayField(
  name: string,
  before: string | null | undefined,
  after: string | null | undefined,
): string[] {
  if ((before ?? '') === (after ?? '')) return []
  if (!before) return [`${name} was added: ${quoted(after ?? '')}.`]
  if (!after) return [`${name} was removed: ${quoted(before)}.`]
  return [`${name} went from ${quoted(before)} to ${quoted(after)}.`]
}

/** Sources and stories that both pages name, by another name. */
function sayRenames(before: object, after: object): string[] {
  const names = namesIn(before)
  return [...namesIn(after)].flatMap(([key, name]) => {
    const was = names.get(key)
    return was === undefined || was === name
      ? []
      : [`${isolated(was)} is now called ${isolated(name)}.`]
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

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
