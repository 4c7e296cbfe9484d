import { ratingOf } from '@/lib/interop/claim-review'
import {
  all,
  attribute,
  childElements,
  type Element,
  one,
  parsePage,
  rawText,
  spaced,
  textOf,
  timeIn,
} from '@/lib/record/verify/html'
import {
  type PublicClaim,
  type PublicRecord,
  type PublicVerdict,
  standingOf,
} from '@/lib/record/verify/public-record'
import { bothTexts } from '@/lib/record/verify/report'
import type { Confidence, VerdictStatus, VerificationStatus } from '@/lib/review/schema'
import { statusWords } from '@/lib/site/words'
import { inLanguage, splitLanguage } from '@/lib/words/languages'
import { type Words, wordsOf } from '@/lib/words/words-of'

/** What a page says otherwise than the leaves do, in sentences without their subject. */
export type Disagreement = { what: string; page: string; leaves: string }

/** Tells of a disagreement on a page in the language of `words`, whose status words and addresses it has. */
export type Tell = ((what: string, page: unknown, leaves: unknown) => void) & { words: Words }

/** Compares what somebody reads on a claim's page with what the leaves say of it. */
export function checkClaimPage(
  html: string,
  claim: PublicClaim,
  record: PublicRecord,
  words: Words = wordsOf(),
): Disagreement[] {
  return compared(html, words, (root, tell) => {
    same(tell, 'the claim', textOf(one(root, { tag: 'h1' })), claim.proposition)
    if (claim.withdrawn) {
      checkWithdrawn(tell, root, claim)
      return
    }
    checkStanding(tell, root, claim)
    checkReasons(tell, root, claim)
    checkChanges(tell, root, claim)
    checkEvidence(tell, one(root, { class: 'claim-evidence' }), claim.verdicts.at(-1))
    checkClaimant(tell, root, claim, record)
    checkCounterclaims(tell, root, claim, record)
    checkQuotes(tell, root, claim)
    checkReview(tell, root, claim, record)
  })
}

export function compared(
  html: string,
  words: Words,
  check: (root: Element, tell: Tell) => void,
): Disagreement[] {
  const found: Disagreement[] = []
  check(parsePage(html), tellTo(found, words))
  return found
}

/** Tells of disagreements by adding them to `found`. */
export function tellTo(found: Disagreement[], words: Words): Tell {
  const tell = (what: string, page: unknown, leaves: unknown) => {
    const [onPage, inLeaves] = bothTexts(page ?? '(nothing)', leaves ?? '(nothing)')
    found.push({ what, page: onPage, leaves: inLeaves })
  }
  return Object.assign(tell, { words })
}

/** What the leaves no longer tell, since it was redacted, no page can be held to. */
export function same(
  tell: Tell,
  what: string,
  page: string | undefined,
  leaves: string | undefined,
): void {
  if (leaves !== undefined && page !== spaced(leaves)) tell(what, page, spaced(leaves))
}

export function statusIn(status: string, { words }: Pick<Tell, 'words'>): string {
  return words.say(`status.${status as VerificationStatus}`)
}

function confidenceIn(confidence: string, { words }: Pick<Tell, 'words'>): string {
  return words.say(`confidenceMark.${confidence as Confidence}`)
}

/** Pages say moments of ours to the second. */
export function seconds(iso: string): string {
  return `${iso.slice(0, 19)}Z`
}

function checkWithdrawn(tell: Tell, root: Element, claim: PublicClaim): void {
  const page = one(root, { class: 'withdrawn' })
  if (!page) {
    tell('that it was withdrawn', 'it stands', 'it was withdrawn')
    return
  }
  const { reason, at } = claim.withdrawn ?? { reason: undefined, at: '' }
  same(tell, 'why it was withdrawn', textOf(one(page, { class: 'prose' })), reason)
  same(tell, 'when it was withdrawn', timeIn(page), seconds(at))
}

function checkStanding(tell: Tell, root: Element, claim: PublicClaim): void {
  const { status, since } = standingOf(claim)
  const last = claim.verdicts.at(-1)
  const section = one(root, { class: 'verdict' })
  if (one(root, { class: 'withdrawn' })) {
    tell('that it stands', 'it was withdrawn', 'it was not withdrawn')
    return
  }
  same(tell, 'the status', textOf(one(section, { class: 'verdict-word' })), statusIn(status, tell))
  if (section && !(attribute(section, 'class') ?? '').split(' ').includes(`status--${status}`)) {
    tell('the colour of the status', attribute(section, 'class'), `status--${status}`)
  }
  same(
    tell,
    'the confidence',
    textOf(one(section, { class: 'confidence' })) ?? '',
    last ? confidenceIn(last.confidence, tell) : '',
  )
  const facts = all(one(section, { class: 'verdict-facts' }), { tag: 'li' })
  // The first that has a time; when it was last confirmed comes after it.
  const line = facts.find((each) => timeIn(each) !== undefined)
  same(tell, 'since when', timeIn(line), seconds(since))
}

function checkReasons(tell: Tell, root: Element, claim: PublicClaim): void {
  const last = claim.verdicts.at(-1)
  if (!last) return
  const section = one(root, { class: 'claim-why' })
  same(tell, 'the rationale', textOf(one(section, { class: 'prose' })), last.rationale)
}

function checkChanges(tell: Tell, root: Element, claim: PublicClaim): void {
  const expected = claim.verdicts.map((verdict) => ({
    at: verdict.at,
    status: verdict.status,
    note: verdict.publicNote === null ? '' : verdict.publicNote,
  }))
  if (expected[0]?.at !== claim.shownAt) {
    expected.unshift({ at: claim.shownAt, status: 'unreviewed', note: '' })
  }
  const lines = childElements(one(root, { tag: 'ol', class: 'changes' }), 'li')
  if (lines.length !== expected.length) {
    tell('how often it changed', `${lines.length} times`, `${expected.length} times`)
  }
  for (const [at, each] of expected.reverse().entries()) {
    const line = lines[at]
    if (!line) continue
    same(tell, 'when it changed', timeIn(line), seconds(each.at))
    same(
      tell,
      'what it changed to',
      textOf(one(line, { class: 'status-mark' })),
      statusIn(each.status, tell),
    )
    same(
      tell,
      'the note on a change',
      textOf(one(line, { class: 'changes-note' })) ?? '',
      each.note,
    )
  }
}

function checkEvidence(
  tell: Tell,
  section: Element | undefined,
  verdict: PublicVerdict | undefined,
): void {
  const said = all(section, { class: 'evidence-item' }).map((item) => ({
    excerpt: textOf(one(item, { tag: 'blockquote' })) ?? '',
    grade: textOf(one(item, { class: 'grade-code' })) ?? '',
  }))
  const expected = (verdict?.evidence ?? []).map(({ excerpt, grade }) => ({
    excerpt: spaced(excerpt),
    grade,
  }))
  sameItems(tell, 'evidence', said, expected, { isShort: verdict?.isShort ?? false })
}

function checkClaimant(tell: Tell, root: Element, claim: PublicClaim, record: PublicRecord): void {
  const source = record.sources.get(claim.claimantId)
  if (!source) return
  const link = one(one(root, { class: 'byline' }), { tag: 'a' })
  if (source.slug) {
    same(
      tell,
      'the claimant’s address',
      link && attribute(link, 'href'),
      inLanguage(`/sources/${source.slug}`, tell.words.language.code),
    )
  }
  same(tell, 'the claimant', textOf(link), source.name)
}

function checkCounterclaims(
  tell: Tell,
  root: Element,
  claim: PublicClaim,
  record: PublicRecord,
): void {
  const section = one(root, { class: 'side--other' })
  const said = all(section, { class: 'counterclaim' }).map((item) => ({
    proposition: textOf(one(item, { class: 'counterclaim-title' })) ?? '',
    status: textOf(one(item, { class: 'status-mark' })) ?? '',
  }))
  const others = record.counterclaimsOf(claim)
  if (claim.isPartial || others.some((other) => other.proposition === undefined)) return
  const expected = others.map((other) => ({
    proposition: spaced(other.proposition ?? ''),
    status: statusIn(standingOf(other).status, tell),
  }))
  sameItems(tell, 'a counterclaim', said, expected)
}

function checkQuotes(tell: Tell, root: Element, claim: PublicClaim): void {
  const section = all(root, { class: 'side' }).find(
    (each) => !(attribute(each, 'class') ?? '').includes('side--other'),
  )
  if (claim.isPartial || !section) return
  const said = all(section, { tag: 'blockquote' }).map((each) => ({ quote: textOf(each) ?? '' }))
  const expected = new Set([...claim.appearances.values()].map(({ quote }) => spaced(quote)))
  if (claim.wording) expected.add(spaced(claim.wording))
  sameItems(
    tell,
    'a quote',
    [...new Set(said.map((each) => each.quote))].map((quote) => ({ quote })),
    [...expected].map((quote) => ({ quote })),
  )
}

/**
 * Items of a list, in whatever order: none may be missing, and none be there that no leaf knows, unless what they know
 * may have been redacted.
 */
function sameItems(
  tell: Tell,
  noun: string,
  page: object[],
  leaves: object[],
  { isShort } = { isShort: false },
): void {
  const left = leaves.map((each) => JSON.stringify(each))
  for (const item of page) {
    const at = left.indexOf(JSON.stringify(item))
    if (at >= 0) left.splice(at, 1)
    else if (!isShort) tell(noun, describe(item), '(none like it)')
  }
  for (const item of left) tell(noun, '(none like it)', describe(JSON.parse(item)))
}

function describe(item: object): string {
  return Object.values(item).join(' · ')
}

function checkReview(tell: Tell, root: Element, claim: PublicClaim, record: PublicRecord): void {
  const reviews = all(root, { tag: 'script' })
    .filter((script) => attribute(script, 'type') === 'application/ld+json')
    .flatMap((script) => {
      const child = script.childNodes[0]
      try {
        return child && 'value' in child ? [JSON.parse(child.value)] : []
      } catch {
        return []
      }
    })
    .filter((each) => each['@type'] === 'ClaimReview')
  const last = claim.verdicts.at(-1)
  const [review] = reviews
  if (!last) {
    if (review) tell('a review for machines', review.reviewRating?.alternateName, 'no verdict')
    return
  }
  if (!review) {
    tell('the review for machines', undefined, statusWords[last.status as VerificationStatus])
    return
  }
  same(tell, 'the claim, for machines', spaced(String(review.claimReviewed)), claim.proposition)
  same(tell, 'the rationale, for machines', spaced(String(review.reviewBody)), last.rationale)
  const rating = review.reviewRating?.alternateName
  same(tell, 'the status, for machines', rating, statusWords[last.status as VerificationStatus])
  same(
    tell,
    'the name of the status, for machines',
    review.reviewRating?.name,
    statusWords[last.status as VerificationStatus],
  )
  const figure = ratingOf[last.status as VerdictStatus]
  if (review.reviewRating?.ratingValue !== figure) {
    tell('the figure of the status, for machines', review.reviewRating?.ratingValue, figure)
  }
  const reviewed = review.itemReviewed ?? {}
  same(tell, 'what is reviewed, for machines', spaced(String(reviewed.name)), claim.proposition)
  const claimant = record.sources.get(claim.claimantId)?.name
  same(tell, 'the claimant, for machines', spaced(String(reviewed.author?.name)), claimant)
  same(tell, 'the moment, for machines', isoIn(review.dateModified), last.at)
  same(tell, 'the first moment, for machines', isoIn(review.datePublished), claim.verdicts[0]?.at)
  checkCorrectionsInReview(tell, review.correction, claim)
}

function checkCorrectionsInReview(tell: Tell, corrections: unknown, claim: PublicClaim): void {
  const said = (Array.isArray(corrections) ? corrections : []) as Record<string, unknown>[]
  const expected = claim.verdicts.filter(({ kind }) => kind === 'correction').reverse()
  if (said.length !== expected.length) {
    tell('how many corrections there are, for machines', `${said.length}`, `${expected.length}`)
    return
  }
  for (const [at, { at: moment, publicNote }] of expected.entries()) {
    same(tell, 'when it was corrected, for machines', isoIn(said[at]?.datePublished), moment)
    const text = spaced(String(said[at]?.text))
    if (publicNote && !text.endsWith(spaced(publicNote))) {
      tell('the note on a correction, for machines', text, spaced(publicNote))
    }
  }
}

export function isoIn(value: unknown): string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value))
    ? new Date(value).toISOString()
    : String(value)
}

/** The same for the page of a claim's history. */
export function checkHistoryPage(
  html: string,
  claim: PublicClaim,
  words: Words = wordsOf(),
): Disagreement[] {
  return compared(html, words, (root, tell) => {
    same(tell, 'the claim', textOf(one(root, { tag: 'h1' })), claim.proposition)
    if (claim.withdrawn) {
      checkWithdrawn(tell, root, claim)
      return
    }
    const entries = all(root, { class: 'history-entry' })
    if (entries.length !== claim.verdicts.length) {
      tell('how many verdicts there are', `${entries.length}`, `${claim.verdicts.length}`)
    }
    for (const [at, verdict] of claim.verdicts.toReversed().entries()) {
      const entry = entries[at]
      if (!entry) continue
      same(tell, 'when a verdict was published', timeIn(entry), seconds(verdict.at))
      same(
        tell,
        'the status of a verdict',
        textOf(one(one(entry, { class: 'history-status' }), { class: 'status-mark' })),
        statusIn(verdict.status, tell),
      )
      same(
        tell,
        'the confidence of a verdict',
        textOf(one(entry, { class: 'confidence' })),
        confidenceIn(verdict.confidence, tell),
      )
      same(
        tell,
        'the note of a verdict',
        textOf(one(entry, { class: 'history-note' })) ?? '',
        verdict.publicNote === null ? '' : verdict.publicNote,
      )
      same(
        tell,
        'the rationale of a verdict',
        textOf(one(entry, { class: 'prose' })),
        verdict.rationale,
      )
      checkEvidence(tell, one(entry, { class: 'history-evidence' }), verdict)
    }
  })
}

/** The same for pages that list claims: each line says of its claim what the leaves say. */
export function checkListedClaims(
  html: string,
  record: PublicRecord,
  words: Words = wordsOf(),
): Disagreement[] {
  return compared(html, words, (root, tell) => {
    for (const item of all(root, { class: 'claim-item' })) {
      const link = one(one(item, { class: 'claim-item-title' }), { tag: 'a' })
      const mark = one(one(item, { class: 'claim-item-status' }), { class: 'status-mark' })
      checkLine(tell, link, textOf(mark), record)
    }
  })
}

/** The same for a story's page: under which status each claim stands on its board, and beside it everywhere else. */
export function checkStoryPage(
  html: string,
  story: { title: string; summary: string },
  record: PublicRecord,
  words: Words = wordsOf(),
): Disagreement[] {
  return [
    ...compared(html, words, (root, tell) => {
      same(tell, 'the title', textOf(one(root, { tag: 'h1' })), story.title)
      same(tell, 'the summary', textOf(one(root, { class: 'lede' })), story.summary)
      for (const group of all(root, { class: 'board-group' })) {
        const under = textOf(one(group, { class: 'status-mark' }))
        for (const entry of all(group, { class: 'board-claim' })) {
          checkLine(tell, one(entry, { tag: 'a' }), under, record)
        }
      }
    }),
    ...checkListedClaims(html, record, words),
  ]
}

/** What a page says of a claim in a line: its words are the link, and the word of its status stands with or above it. */
function checkLine(
  tell: Tell,
  link: Element | undefined,
  statusWord: string | undefined,
  record: PublicRecord,
): void {
  const slug = slugIn(link)
  if (!link || !slug) return
  const claim = record.claimAt(slug)
  if (!claim) {
    tell(`the claim ${slug}`, rawText(link), '(no leaf shows it)')
    return
  }
  if (claim.withdrawn) tell(`the claim ${slug}`, 'listed', 'withdrawn')
  same(tell, `the claim ${slug}`, textOf(link), claim.proposition)
  const status = statusIn(standingOf(claim).status, tell)
  same(tell, `the status of the claim ${slug}`, statusWord, status)
}

/** The claim that a link leads to, in whatever language its page is. */
function slugIn(link: Element | undefined): string | undefined {
  const { path } = splitLanguage((link && attribute(link, 'href')) ?? '')
  return /^\/claims\/([^/?#]+)/.exec(path)?.[1]
}
