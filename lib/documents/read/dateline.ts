import { findDay } from '@/lib/documents/read/moment'

/** The words before an article's first sentence that say where, when and by which agency it was written. */
export type Dateline = {
  place: string | null
  agency: string | null
  /** ISO 8601 calendar day; null where no day is given or its year is not. */
  date: string | null
  /** `[start, end)` in UTF-16 indices of the text, the dash included. */
  span: [number, number]
}

/** How far into the first paragraph the dash may stand. */
const REACH = 140
/** Marks of direction stand between words of both scripts and say nothing. */
const MARKS = '[\\u200e\\u200f\\u061c\\u202a-\\u202e\\u2066-\\u2069]*'
/** A dash between spaces, a long dash, a double hyphen, a hyphen after brackets, or a colon. */
const DASH = new RegExp(`(?:\\s${MARKS}[-–—]{1,2}|[–—]|--|(?<=[)\\]]${MARKS})-|:)${MARKS}\\s`, 'gu')
const AGENCIES =
  /^(?:AFP|AP|Reuters|dpa|EFE|ANSA|TASS|Xinhua|SANA|IRNA|WAFA|UPI|ANI|PTI|RIA|Interfax|Anadolu(?: Agency)?|AA|KUNA|WAM|SPA|QNA|MENA|NNA|PA Media|Bloomberg|CNN|BBC|NPR|Kyodo|Yonhap|(?:The )?Associated Press|Agence France-Presse|News Agencies|Agencies|أ\s?\.?\s?ف\s?\.?\s?ب\.?|ا\s?ف\s?ب|فرانس برس|رويترز|أ\s?\.?\s?ب\.?|أسوشيتد برس|د\s?ب\s?أ|سانا|واس|وام|قنا|كونا|بترا|وفا|الأناضول|شينخوا|تاس|سبوتنيك|نوفوستي|إرنا|وكالات|الوكالات|أ\s?ش\s?أ|واع|وات|وأج|روسيا اليوم)$/iu

/**
 * The dateline that a text opens with, if it has one: DAMASCUS, Dec 7 (Reuters) - …, Damascus, December 7, 2024 – …,
 * (AP) — …, دمشق (أ ف ب) -، دمشق - سانا. It needs an agency, a day, or a place in capitals or before a long dash. A year
 * that is left out is taken from `publishedAt`, ISO 8601, if that is known.
 */
export function findDateline(text: string, publishedAt: string | null = null): Dateline | null {
  const start = text.search(/\S/)
  if (start < 0) return null
  const head = text.slice(start, start + REACH).split('\n')[0] ?? ''
  DASH.lastIndex = 0
  let found: Dateline | null = null
  // "دمشق - سانا - …" has two dashes: the longest reading that is one counts.
  for (let dash = DASH.exec(head); dash; dash = DASH.exec(head)) {
    const read = readWords(head.slice(0, dash.index), dash[0], publishedAt)
    if (read) found = { ...read, span: [start, start + dash.index + dash[0].trimEnd().length] }
  }
  return found
}

function readWords(
  words: string,
  dash: string,
  publishedAt: string | null,
): Omit<Dateline, 'span'> | null {
  let rest = words.replace(new RegExp(MARKS.replace('*', '+'), 'gu'), '').trim()
  if (rest.length > 110 || /[.!?؟]\s+\p{Lu}/u.test(rest.replace(/\b\p{L}{1,5}\.\s/gu, ' ')))
    return null
  let agency: string | null = null
  const bracketed = /\s*[([]([^()[\]]{2,40})[)\]]\s*$/u.exec(rest)
  if (bracketed) {
    agency = bracketed[1]?.trim() ?? null
    rest = rest.slice(0, bracketed.index).trim()
  } else {
    const parts = rest.split(/\s*[-–—/|]\s*/)
    const last = parts.at(-1)?.trim() ?? ''
    if (AGENCIES.test(last)) {
      agency = last
      rest = parts.slice(0, -1).join(' – ').trim()
    }
  }
  const day = findDay(rest, publishedAt)
  const place = (day ? `${rest.slice(0, day.start)} ${rest.slice(day.end)}` : rest)
    .replace(/\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?/giu, '')
    .replace(/^[\s,،.:–—-]+|[\s,،.:–—-]+$/gu, '')
    .replace(/\s+/g, ' ')
  if (place !== '' && !looksLikePlace(place)) return null
  const isCapitals =
    /\p{Lu}{3}/u.test(place) && place.split(/[,،(]/)[0] === place.split(/[,،(]/)[0]?.toUpperCase()
  const isSetOff = place !== '' && /[–—]|--/.test(dash) && !/\p{Script=Arabic}/u.test(place)
  if (agency === null && day === null && !isCapitals && !isSetOff) return null
  // "WARNING:" and "Exclusive:" are no places.
  if (dash.includes(':') && agency === null) return null
  if (place === '' && agency === null) return null
  return { place: place || null, agency, date: day?.date ?? null }
}

/** Names only: capitals in scripts that have them, a few words in those that don't. */
function looksLikePlace(words: string): boolean {
  if (words.length > 60 || /[\d"“”«»!?؟:;]/u.test(words)) return false
  const parts = words.split(/[\s,،/]+/).filter(Boolean)
  if (parts.length > 6) return false
  if (/\p{Script=Arabic}/u.test(words)) {
    return (
      parts.length <= 4 &&
      !/^(?:قال|قالت|أعلن|أعلنت|أكد|أكدت|إن|أن|لا|ما|هل|في|من)$/u.test(parts[0] ?? '')
    )
  }
  return parts.every((part) => /^(?:\p{Lu}|\(|and$|of$|the$|de$|al-|el-|and|near$|on$)/u.test(part))
}
