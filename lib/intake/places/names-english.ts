import { capitalRuns, MOST_NAMES, type Word } from '../speakers-english'
import { fold } from './fold'
import { placesCalled } from './gazetteer'
import type { PossibleName } from './possible-name'

const words = (list: string) => new Set(list.split(/\s+/).filter(Boolean))

/** Words that go before the name of a place within a run of capitals. */
const BEFORE = words(
  'north south east west northern southern eastern western central greater upper lower old new inner outer occupied downtown mount lake port fort camp',
)
/** Words that go after it. */
const AFTER = words(
  'province governorate district region city town county state oblast prefecture village suburb countryside airport international airbase base university valley strip hills mountains river border crossing camp governate municipality island islands hospital prison square bridge road highway street desert plain peninsula',
)
const REGION =
  /^\s+(?:and\s+\p{Lu}\p{L}+\s+)?(?:province|governorate|governate|region|oblast|prefecture|county|state|district|Province|Governorate|Region|Oblast|Prefecture|County|State|provinces|regions)\b/u
/** Places beside where it is, or where it came from. */
const BESIDE =
  /\b(?:near|outside|from|towards?|beyond|off|to|around)\s+(?:the\s+)?(?:[\p{Ll}-]+\s+){0,2}$/u
/** "Kyiv was hit": the place itself. */
const HAPPENS_TO =
  /^\s+(?:was|were|is|has been|had been|came|fell|woke|faced|remains?|lost)\s*(?:hit|struck|attacked|bombed|shelled|captured|retaken|taken|besieged|surrounded|encircled|rocked|flooded|under|quiet|calm|without|to|heavily|also)?\b(?! not)/
const PART =
  /\b(?:parts?|much|all|most|half|areas|swathes|province|region|governorate) of\s+(?:the\s+)?$/i
const LOCATIVE =
  /(?:^|[\s(,—–-])(?:in|on|at|near|from|to|into|of|around|across|outside|inside|over|towards?|between|through|throughout|within|beyond|off|via|north|south|east|west|northern|southern|eastern|western|central|leave|left|reached|entered|entering|captured|seized|took|retook|besieged|encircled|stormed|bombed|shelled|struck|hit|capital|town|city|village|province|district|suburb)[\s,]+(?:the\s+)?(?:(?:border|northern|southern|eastern|western|central|rebel-held|besieged|occupied|nearby|strategic|coastal|port|capital|southwestern|southeastern|northwestern|northeastern|town|city|village|province|district|region|suburb|governorate|of|neighbouring|neighboring)[\s,]+){0,3}$/i
/** Names of places that are more often other words, or people. */
const DOUBTFUL = words(`
  march may nice reading bath mobile of most same best police man men union liberty orange buffalo mission congress republic
  independence victory progress enterprise hope fair price university normal central independent commerce justice eagle
  paradise pleasant sparks lincoln jackson madison washington jefferson franklin monroe clinton houston austin lee grant
  warren carter bush ford trump taylor johnson wilson nelson kerry sanders perry cruz douglas lawrence victoria charlotte
  florence sydney paris jordan chad georgia israel kent carolina dallas tyler troy diana eugene hudson marion norman
  salem sale spring temple laurel holland split van ho ron sam mary maria santa san rose chester arlington stark sanford
  media post times house white black church battle bloomberg reuters english french front guards hall hill king young
  golden grand green hamilton home park river sun sunrise valley village west east north south the an is as on bar bay
  street avenue road square western eastern southern northern boulevard lane court
  date dover early ball deal sandy rock mars hercules gap rich lead star summit windsor sofia mali male
`)

/** Stretches of capital words that may name a place. */
export function englishNamesIn(text: string): PossibleName[] {
  const found: PossibleName[] = []
  const runs = capitalRuns(text, 0, text.length).slice(0, MOST_NAMES)
  const surnames = surnamesIn(runs)
  for (const run of runs) {
    if (run.length > 8) continue
    for (const [from, to] of placeWithin(run)) {
      const first = run[from] as Word
      const last = run[to - 1] as Word
      const owner = /[’']s?$/.exec(last.text)
      const span: [number, number] = [first.from, last.to - (owner?.[0].length ?? 0)]
      const name = text.slice(span[0], span[1])
      const before = text.slice(Math.max(0, span[0] - 60), span[0])
      const after = text.slice(span[1], span[1] + 40)
      const key = fold(name)
      const isLocative = LOCATIVE.test(before)
      const isSingle = to - from === 1
      const isOpening = /(?:^|[.!?:\n”"])\s*["“‘]?$/.test(before)
      const isPerson =
        surnames.has(key) ||
        /\b(?:Mr|Mrs|Ms|Dr|President|Minister|Secretary|Senator|General|Judge)\.?\s$/.test(before)
      const isThe = /\bthe\s$/i.test(before) && isSingle
      const within = /^,\s+((?:\p{Lu}[\p{L}’'.-]*\s?){1,3})/u.exec(after)?.[1]?.trim() ?? null
      found.push({
        span,
        key,
        isLocative: isLocative && !isPerson,
        isBeside: BESIDE.test(before),
        isRegion: REGION.test(after) || PART.test(before),
        isDoubtful:
          (isSingle && DOUBTFUL.has(key)) ||
          isPerson ||
          ((isThe || (isOpening && isSingle)) &&
            !REGION.test(after) &&
            placesCalled(key).every(({ kind }) => kind === 'P')),
        isSubject:
          !HAPPENS_TO.test(after) &&
          (isOpening ||
            /^(?:[’']s?)?\s+(?:has|have|had|said|says|will|would|is|was|denied|denies|launched|fired|carried|claims?|claimed|accused|warned|and\s+\p{Lu}\p{L}+\s+(?:have|had|said|are|were))\b/u.test(
              after,
            )) &&
          !isLocative,
        within:
          within && placesCalled(fold(within)).some(({ kind }) => kind === 'L' || kind === 'R')
            ? within
            : null,
      })
    }
  }
  return found
}

/** The last names of people who are named in full. */
function surnamesIn(runs: Word[][]): Set<string> {
  const found = new Set<string>()
  for (const run of runs) {
    if (run.length < 2 || run.length > 4) continue
    const last = run.at(-1)
    const [first] = run
    if (
      !last ||
      !first ||
      BEFORE.has(first.text.toLowerCase()) ||
      AFTER.has(last.text.toLowerCase())
    )
      continue
    const whole = fold(
      run
        .map(({ text }) => text)
        .join(' ')
        .replace(/[’']s?$/, ''),
    )
    if (placesCalled(whole).length === 0 && placesCalled(fold(first.text)).length === 0) {
      found.add(fold(last.text.replace(/[’']s?$/, '')))
    }
  }
  return found
}

/** The parts of a run that can be a place: the whole, or what is left without words like "Province". */
function placeWithin(run: Word[]): [number, number][] {
  let from = 0
  let to = run.length
  const isPlace = (start: number, end: number) =>
    placesCalled(
      fold(
        run
          .slice(start, end)
          .map(({ text }) => text)
          .join(' ')
          .replace(/[’']s?$/, ''),
      ),
    ).length > 0
  if (isPlace(from, to)) return [[from, to]]
  while (to - from > 1 && AFTER.has(run[to - 1]?.text.toLowerCase() ?? '')) to--
  if (isPlace(from, to)) return [[from, to]]
  while (to - from > 1 && BEFORE.has(run[from]?.text.toLowerCase() ?? '')) from++
  if (isPlace(from, to)) return [[from, to]]
  return to - from <= 3 ? [[from, to]] : []
}
