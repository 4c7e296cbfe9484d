import { all, attribute, type Element, one, textOf, timeIn } from '@/lib/record/verify/html'
import {
  compared,
  type Disagreement,
  same,
  seconds,
  statusIn,
  type Tell,
} from '@/lib/record/verify/pages'
import type { PublicClaim, PublicRecord } from '@/lib/record/verify/public-record'
import { CORRECTIONS_PER_PAGE, lastArchivePage, newestRanks } from '@/lib/site/paging'
import { wordsOf } from '@/lib/words/words-of'

/** A correction or a withdrawal, in its place among all of them. */
type Kept = {
  id: string
  at: string
  claim: PublicClaim
  what: 'Correction' | 'Withdrawal'
  status: string
  /** Undefined where it may have been redacted. */
  note: string | null | undefined
}

/** Pages that list what we had wrong or took back, if we ever did. */
export function correctionPages(record: PublicRecord): string[] {
  const total = everyCorrection(record).length
  if (total === 0) return []
  const pages = Array.from({ length: lastArchivePage(total) }, (_, at) => at + 1)
  return ['/corrections', ...pages.map((number) => `/corrections/page/${number}`)]
}

/** Compares a page of corrections with the leaves: none may be missing on it, and none be there that no leaf knows. */
export function checkCorrections(html: string, path: string, record: PublicRecord): Disagreement[] {
  return compared(html, wordsOf(), (root, tell) => {
    const left = all(root, { class: 'correction' }).map(saidIn)
    for (const each of correctionsOn(path, record)) {
      const expected = itemOf(each)
      const at = left.findIndex((item) => placeOf(item) === placeOf(expected))
      const [said] = at < 0 ? [] : left.splice(at, 1)
      if (said) checkItem(tell, said, expected)
      else tell(`a ${expected.what.toLowerCase()}`, '(none like it)', placeOf(expected))
    }
    for (const item of left) tell(`a ${item.what.toLowerCase()}`, placeOf(item), '(none like it)')
  })
}

function checkItem(tell: Tell, said: Item, expected: Item): void {
  const of = `the ${expected.what.toLowerCase()} of ${expected.address}`
  same(tell, `the claim in ${of}`, said.claim, expected.claim)
  same(tell, `the status in ${of}`, said.status, expected.status)
  same(tell, `the note on ${of}`, said.note, expected.note)
}

/** One claim is not corrected twice at one moment. */
function placeOf({ what, at, address }: Item): string {
  return `${what} · ${at} · ${address}`
}

type Item = {
  what: string
  at: string
  address: string
  /** Undefined, as the note, where it may have been redacted. */
  claim: string | undefined
  status: string
  note: string | undefined
}

function saidIn(article: Element): Item {
  const link = one(one(article, { class: 'claim-item-title' }), { tag: 'a' })
  const what = textOf(one(one(article, { class: 'correction-what' }), { tag: 'b' })) ?? ''
  const marks = all(one(article, { class: 'correction-said' }), { tag: 'div' }).map((line) => ({
    term: textOf(one(line, { tag: 'dt' })),
    status: textOf(one(line, { class: 'status-mark' })),
  }))
  return {
    what,
    at: timeIn(article) ?? '',
    address: (link && attribute(link, 'href')) ?? '',
    claim: textOf(link) ?? '',
    status: marks.find(({ term }) => term === 'We said instead')?.status ?? '',
    note: textOf(one(article, { class: 'correction-why' })) ?? '',
  }
}

function itemOf({ at, claim, what, status, note }: Kept): Item {
  return {
    what,
    at: seconds(at),
    address: `/claims/${claim.slug}`,
    claim: claim.proposition,
    status: what === 'Correction' ? statusIn(status, { words: wordsOf() }) : '',
    note: note === null ? '' : note,
  }
}

/** Those with a place on this page that it still says: of a withdrawn claim only that it was withdrawn. */
function correctionsOn(path: string, record: PublicRecord): Kept[] {
  const every = everyCorrection(record)
  const number = Number(/\/page\/(\d+)$/.exec(path)?.[1])
  const { from, to } = number
    ? { from: (number - 1) * CORRECTIONS_PER_PAGE + 1, to: number * CORRECTIONS_PER_PAGE }
    : newestRanks(every.length)
  return every
    .slice(from - 1, to)
    .filter(({ what, claim }) => what === 'Withdrawal' || !claim.withdrawn)
}

/** Oldest first, in the order that the pages count them in. */
function everyCorrection(record: PublicRecord): Kept[] {
  const every = [...record.claims.values()].flatMap((claim): Kept[] => {
    const corrections = claim.verdicts
      .filter(({ kind }) => kind === 'correction')
      .map(({ id, at, status, publicNote }) => ({
        id,
        at,
        claim,
        what: 'Correction' as const,
        status,
        note: publicNote,
      }))
    const { withdrawn, id } = claim
    if (!withdrawn) return corrections
    const { at, reason } = withdrawn
    return [...corrections, { id, at, claim, what: 'Withdrawal', status: '', note: reason }]
  })
  const rankOf = ({ at, id }: Kept) => `${at} ${id}`
  return every.sort((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1))
}
