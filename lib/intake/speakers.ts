import { nameKey, spellingsAgree } from '@/lib/sources/name-key'
import type { Passages } from './passages'
import type { IntakeLanguage, Span, Speaker } from './schema'
import { arabicMentionsIn, readArabicSource, type SourceAt } from './speakers-arabic'
import { type Mention, mentionsIn, type Reading, readSource } from './speakers-english'

/** Somebody of the text, under the fullest name that it gives them. */
type Entity = {
  name: string
  span: Span
  description: string | null
  kind: Speaker['kind']
  parts: string[]
  aliases: string[][]
  heads: Set<string>
  gender: 'she' | 'he' | null
  /** Where the text names them, and where they were found speaking. */
  places: number[]
}

/** Tells whom the words of a source mean. Ask in the order of the text: pronouns look back at who spoke. */
export type Speakers = {
  /** Who the source at `spans` is; null where it names nobody. A pronoun means somebody named before `from`. */
  resolve(spans: Span[], at: number, from?: number): Speaker | null
  /** Whether the source at `spans` is people or an institution, not a thing that shows something. */
  isSomebody(spans: Span[]): boolean
  /** The only person named between two places of the text, or null. */
  personIn(from: number, to: number): string | null
  /** Who spoke last before `at`, for a verb without a subject. */
  lastBefore(at: number): Speaker | null
}

/** A name further back than this is no longer meant by a pronoun, in characters. */
const REACH = 2500

/** People without a name or an institution. */
const SOMEBODY =
  /\b(?:officials?|sources?|people|critics|supporters|leaders|activists|analysts|experts|diplomats|observers|authorities|rebels|fighters|[A-Z]{2,6})\b|مصدر|مصادر|مسؤول|ناشط|نشطاء|محلل|خبراء/

/**
 * Reads who is named in `text`, by the way among them those at `sources`; takes time in proportion to its length.
 */
export function speakersOf(
  text: string,
  language: IntakeLanguage,
  sources: SourceAt[],
  passages: Passages,
): Speakers {
  const read = language === 'ar' ? readArabicSource : readSource
  const mentions = language === 'ar' ? arabicMentionsIn(text, sources) : mentionsIn(text)
  const register = new Register(mentions)
  const spoken: { at: number; speaker: Speaker; entity: Entity | null; plural: boolean }[] = []
  const say = (at: number, speaker: Speaker, entity: Entity | null, plural = false) => {
    spoken.push({ at, speaker, entity, plural })
    return speaker
  }

  function byPronoun(head: string, at: number): Speaker | null {
    const isPerson = /^(?:he|him|his|himself|she|her|herself|who|i|me|هو|هي)$/.test(head)
    const gender = /^(?:she|her|herself|هي)$/.test(head)
      ? 'she'
      : /^(?:he|him|his|himself|هو)$/.test(head)
        ? 'he'
        : null
    if (isPerson) {
      const entity = register.personMeant(passages, at, gender, spoken)
      if (entity) {
        if (gender && entity.gender === null) entity.gender = gender
        return say(at, toSpeaker(entity), entity)
      }
    }
    for (let back = spoken.length - 1; back >= 0; back--) {
      const past = spoken[back]
      if (!past || past.at > at) continue
      if (at - past.at > REACH) break
      const { kind } = past.speaker
      if (
        isPerson
          ? kind === 'person' || (kind === 'other' && !past.plural)
          : head === 'it'
            ? kind !== 'person' && kind !== 'witness'
            : true
      ) {
        return say(at, past.speaker, past.entity, past.plural)
      }
    }
    return null
  }

  return {
    resolve(spans, at, from = at) {
      const span = spans[0]
      if (!span) return null
      const named = spans.length > 1 && apart(text, spans) ? span : whole(spans)
      const asked = language === 'en' ? listAround(text, named, at) : named
      const reading = read(text, asked, from >= asked[1] ? from : undefined)
      if (/^(?:who|which)$/.test(reading.head) && reading.form === 'pronoun') {
        const antecedent = phraseBefore(text, asked[0])
        if (antecedent) return this.resolve([antecedent], at, from)
      }
      if (reading.form === 'pronoun') return byPronoun(reading.head, Math.min(at, from))
      if (reading.name === '') return null
      const entity = register.find(reading, at)
      if (entity) {
        // "Rania, who fled": nobody but a person is told so of.
        // "Russia’s Defense Ministry" where only "Defense Ministry" was read.
        if (
          entity.kind !== 'person' &&
          reading.name.endsWith(`s ${entity.name}`) &&
          /^\p{Lu}[\p{L}-]+[’']s\s/u.test(reading.name)
        )
          Object.assign(entity, { name: reading.name, span: reading.span })
        const isWho = /^,?\s+(?:who(?:se)?\b|aged\b|\d{1,2},)/.test(
          text.slice(reading.span[1], reading.span[1] + 8),
        )
        if (entity.kind === 'other' && reading.kind === 'person' && isWho) entity.kind = 'person'
        return say(
          at,
          { ...toSpeaker(entity), description: longer(entity.description, reading.description) },
          entity,
        )
      }
      return say(
        at,
        {
          name: reading.name,
          description: reading.description,
          kind: reading.kind,
          span: reading.span,
        },
        null,
        reading.form === 'listed' || /s$/.test(reading.head),
      )
    },
    isSomebody(spans) {
      const [span] = spans
      if (!span) return false
      const reading = read(text, span)
      if (reading.form === 'pronoun') return true
      return reading.name !== '' && (reading.kind !== 'other' || SOMEBODY.test(reading.name))
    },
    personIn: (from, to) => register.personIn(from, to),
    lastBefore(at) {
      for (let back = spoken.length - 1; back >= 0; back--) {
        const past = spoken[back]
        if (past && past.at <= at) return at - past.at > REACH ? null : past.speaker
      }
      return null
    },
  }
}

/** The fuller of two descriptions, the known one where they differ: "former Prime Minister". */
function longer(known: string | null, read: string | null): string | null {
  return known !== null && (read?.endsWith(known) || read?.startsWith(known))
    ? read
    : (known ?? read)
}

function whole(spans: Span[]): Span {
  return [spans[0]?.[0] ?? 0, spans.at(-1)?.[1] ?? 0]
}

/** The noun phrase that ", who" follows, as far as a name or a short phrase can be read. */
function phraseBefore(text: string, at: number): Span | null {
  const before = text.slice(Math.max(0, at - 90), at)
  const phrase =
    /(?:^|[.,;:!?“”"\n—–-]\s*|\b(?:and|but|by|with|of|to|from|for|that)\s)((?:[\p{L}\p{N}’'.-]+\s){0,6}?[\p{L}\p{N}’'.-]+),?\s*$/u.exec(
      before,
    )?.[1]
  if (!phrase || !/^(?:\p{Lu}|an? |the |one |some )/u.test(phrase)) return null
  const from = at - before.length + before.lastIndexOf(phrase)
  return [from, from + phrase.length]
}

/** Whether more than commas, "and" and further names stand between the spans. */
function apart(text: string, spans: Span[]): boolean {
  return spans.some((span, at) => {
    const previous = spans[at - 1]
    return (
      previous !== undefined &&
      !/^(?:[\s,“”"’]+(?:and|or|&|و|the|\p{Lu}\p{L}*)?)*$/u.test(
        text.slice(previous[1], span[0]).slice(0, 80),
      )
    )
  })
}

/** The list that a name begins or ends, where it stands beside the verb at `at`: "Jordan, Russia and Iraq have". */
function listAround(text: string, [from, to]: Span, at: number): Span {
  if (!/^(?:the\s+)?\p{Lu}/iu.test(text.slice(from, to)) || to > at) return [from, to]
  const after =
    /^(?:,\s+(?:the\s+)?\p{Lu}[\p{L}-]*(?:\s\p{Lu}[\p{L}-]*)*)*,?\s+and\s+(?:the\s+)?\p{Lu}[\p{L}-]*(?:\s\p{Lu}[\p{L}-]*)*(?=\s+(?:(?:have|has|had|also|all|both)\s+)*$)/u.exec(
      text.slice(to, Math.min(at, to + 90)),
    )
  const before =
    /(?:^|[.!?\n]\s*|,\s)((?:the\s+)?\p{Lu}[\p{L}-]*(?:,\s+(?:the\s+)?\p{Lu}[\p{L}-]*)*,?\s+and\s+(?:the\s+)?)$/u.exec(
      text.slice(Math.max(0, from - 70), from),
    )
  return [from - (before?.[1]?.length ?? 0), to + (after?.[0].length ?? 0)]
}

function toSpeaker({ name, description, kind, span }: Entity): Speaker {
  return { name, description, kind, span }
}

/** What sources of a kind are called when they are mentioned again. */
const CALLED: Record<string, Speaker['kind'][]> = {
  group: ['armed_group', 'monitor'],
  movement: ['armed_group'],
  militia: ['armed_group'],
  militants: ['armed_group'],
  organisation: ['monitor', 'armed_group'],
  organization: ['monitor', 'armed_group'],
  monitor: ['monitor'],
  watchdog: ['monitor'],
  newspaper: ['outlet'],
  broadcaster: ['outlet'],
  channel: ['outlet'],
  paper: ['outlet'],
  agency: ['agency'],
  حركه: ['armed_group'],
  جماعه: ['armed_group'],
  تنظيم: ['armed_group'],
  صحيفه: ['outlet'],
  قناه: ['outlet'],
  وكاله: ['agency'],
}

/** Posts that go by more than one word. */
const ALSO: Record<string, string[]> = {
  judge: ['justice'],
  candidate: ['nominee'],
  nominee: ['candidate'],
  lawmaker: [
    'senator',
    'congressman',
    'congresswoman',
    'representative',
    'deputy',
    'mp',
    'rep',
    'sen',
  ],
  premier: ['minister'],
  leader: ['president', 'chief', 'head', 'premier'],
  chief: ['head', 'leader', 'commissioner', 'director'],
  head: ['director', 'chief', 'founder'],
  director: ['head', 'chief'],
  spokesman: ['spokesperson'],
  spokeswoman: ['spokesperson'],
}

class Register {
  private readonly entities: Entity[] = []
  /** By the last part of the name, so that a surname finds its bearers. */
  private readonly byPart = new Map<string, Entity[]>()
  private readonly byAcronym = new Map<string, Entity>()
  private readonly byKey = new Map<string, Entity[]>()
  /** Where somebody is named, in the order of the text. */
  private readonly order: { at: number; entity: Entity }[] = []

  constructor(mentions: Mention[]) {
    // Full names first, so that a surname before its bearer's full name is theirs too; an alias is no name of its own.
    const longest = [...mentions].sort(
      (one, other) =>
        Number(other.alias !== null) - Number(one.alias !== null) ||
        partsOf(other.reading.name).length - partsOf(one.reading.name).length ||
        one.reading.span[0] - other.reading.span[0],
    )
    const entityOf = new Map<Mention, Entity>()
    for (const mention of longest) entityOf.set(mention, this.add(mention))
    for (const mention of mentions) {
      const entity = entityOf.get(mention)
      if (!entity) continue
      entity.places.push(mention.reading.span[0])
      this.order.push({ at: mention.reading.span[0], entity })
    }
  }

  private add(mention: Mention): Entity {
    const { reading } = mention
    const known = this.find(reading, reading.span[0])
    const entity: Entity = known ?? {
      name: reading.name,
      span: reading.span,
      description: null,
      kind: reading.kind,
      parts: partsOf(reading.name),
      aliases: [],
      heads: new Set(),
      gender: null,
      places: [],
    }
    if (!known) {
      this.entities.push(entity)
      this.index(entity, entity.parts)
    }
    const isFuller =
      reading.description !== null &&
      (entity.description === null || reading.span[0] < entity.span[0])
    if (isFuller && (entity.kind === reading.kind || entity.description === null))
      entity.description = reading.description
    if (entity.kind === 'other' && reading.kind !== 'other') entity.kind = reading.kind
    if (reading.head) entity.heads.add(reading.head)
    for (const word of partsOf(reading.description ?? '')) entity.heads.add(word)
    entity.gender ??= mention.gender
    if (mention.acronym) this.byAcronym.set(mention.acronym.toLowerCase(), entity)
    if (mention.alias) {
      entity.aliases.push(partsOf(mention.alias))
      this.index(entity, partsOf(mention.alias))
    }
    if (
      !known &&
      (entity.parts.length > 2 || (entity.parts.length === 2 && entity.kind === 'institution'))
    ) {
      const initials =
        reading.name
          .match(/(?<![\p{L}\p{M}])\p{Lu}/gu)
          ?.join('')
          .toLowerCase() ?? ''
      if (initials.length > 1 && !this.byAcronym.has(initials)) this.byAcronym.set(initials, entity)
    }
    return entity
  }

  private index(entity: Entity, parts: string[]) {
    for (const part of new Set(parts)) {
      const list = this.byPart.get(part)
      if (list) {
        if (list.length < 50) list.push(entity)
      } else this.byPart.set(part, [entity])
    }
    const last = parts.at(-1)
    const key = last ? nameKey(last) : ''
    if (key !== '') {
      const list = this.byKey.get(key)
      if (list) {
        if (list.length < 50) list.push(entity)
      } else this.byKey.set(key, [entity])
    }
  }

  /** Whom a phrase means, under the fullest name of the text. */
  find(reading: Reading, at: number): Entity | null {
    const parts = partsOf(reading.name)
    const last = parts.at(-1)
    if (last === undefined) return null
    if (reading.form === 'named' || reading.form === 'institution') {
      const acronym = parts.length === 1 ? this.byAcronym.get(last) : undefined
      if (acronym && /^\P{Ll}+$/u.test(reading.name.slice(1))) return acronym
      const bearers = (this.byPart.get(last) ?? []).filter((entity) =>
        covers(entity, parts, reading),
      )
      if (bearers.length > 0) return nearest(bearers, at, parts.length === 1)
      if (reading.form === 'named' && reading.kind === 'person') {
        const spelt = (this.byKey.get(nameKey(last)) ?? []).filter(
          (entity) =>
            entity.kind === 'person' &&
            spellingsAgree(entity.parts.at(-1) ?? '', last) &&
            (parts.length === 1 || spellingsAgree(entity.parts.join(' '), parts.join(' '))),
        )
        if (spelt.length > 0) return nearest(spelt, at, true)
      }
      if (reading.form === 'named') return null
    }
    // "the ministry", "the commander": the last one that goes by that word.
    if (reading.form === 'role' || parts.length === 1) {
      const qualified = parts.length > 1
      for (
        let back = this.firstAfter(at) - 1, tries = 0;
        back >= 0 && tries < 200;
        back--, tries++
      ) {
        const { entity } = this.order[back] ?? {}
        if (!entity) continue
        const isMeant =
          reading.form === 'role'
            ? (entity.kind === 'person' || entity.kind === 'other') &&
              [reading.head, ...(ALSO[reading.head] ?? [])].some((head) =>
                entity.heads.has(head),
              ) &&
              (!qualified || parts.every((part) => entity.heads.has(part)))
            : entity.kind !== 'person' && entity.heads.has(last)
        if (isMeant) return entity
      }
      if (reading.form === 'institution') {
        return (
          this.byCalling(last, at) ??
          this.entities.find((entity) => entity.heads.has(last) && entity.kind !== 'person') ??
          null
        )
      }
    }
    return null
  }

  /** "the group", "the newspaper": the last of that kind. */
  private byCalling(noun: string, at: number): Entity | null {
    const kinds = CALLED[noun]
    if (!kinds) return null
    for (let back = this.firstAfter(at) - 1, tries = 0; back >= 0 && tries < 60; back--, tries++) {
      const { entity } = this.order[back] ?? {}
      if (entity && kinds.includes(entity.kind)) return entity
    }
    return null
  }

  /** The person whom a pronoun at `at` means: who spoke in the sentence before, or the one it is about. */
  personMeant(
    passages: Passages,
    at: number,
    gender: 'she' | 'he' | null,
    spoken: { at: number; entity: Entity | null; speaker: Speaker }[],
  ): Entity | null {
    const fits = (entity: Entity) =>
      entity.kind === 'person' &&
      (gender === null || entity.gender === null || entity.gender === gender)
    const lastSpoken = spoken.findLast(
      (past) => past.at < at && past.entity !== null && fits(past.entity),
    )
    let subject: Entity | null = null
    let to = at
    // Sentence by sentence back, the first person of each.
    for (let tries = 0; tries < 4 && to > 0 && !subject; tries++) {
      const from = passages.sentences[passages.at(to - 1)]?.[0] ?? 0
      for (let i = this.firstAfter(from - 1); i < this.order.length; i++) {
        const mention = this.order[i]
        if (!mention || mention.at >= to) break
        if (fits(mention.entity)) {
          subject = mention.entity
          break
        }
      }
      if (lastSpoken && lastSpoken.at >= from) return lastSpoken.entity
      to = from
    }
    if (subject) return subject
    return lastSpoken && at - lastSpoken.at < REACH ? lastSpoken.entity : null
  }

  personIn(from: number, to: number): string | null {
    const names = new Set<string>()
    for (let i = this.firstAfter(from - 1); i < this.order.length; i++) {
      const mention = this.order[i]
      if (!mention || mention.at >= to) break
      if (mention.entity.kind === 'person') names.add(mention.entity.name)
    }
    return names.size === 1 ? ([...names][0] ?? null) : null
  }

  private firstAfter(at: number): number {
    let low = 0
    let high = this.order.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.order[middle]?.at ?? 0) > at) high = middle
      else low = middle + 1
    }
    return low
  }
}

/** Whether an entity may be meant by a shorter form of its name. */
function covers(entity: Entity, parts: string[], reading: Reading): boolean {
  return [entity.parts, ...entity.aliases].some((full) => coversName(entity, full, parts, reading))
}

function coversName(entity: Entity, full: string[], parts: string[], reading: Reading): boolean {
  // The head of a government is not his office, whose name holds his.
  if (
    reading.kind === 'person' &&
    reading.description !== null &&
    entity.kind === 'institution' &&
    parts.length > 1 &&
    full.length > parts.length
  )
    return false
  if (parts.length > full.length)
    return (
      parts.length - full.length <= 1 &&
      full.length > 1 &&
      full.every((part) => parts.includes(part))
    )
  if (reading.form === 'institution') {
    return (
      entity.kind !== 'person' &&
      parts.every((part) => full.includes(part)) &&
      full.includes(reading.head || (parts.at(-1) ?? ''))
    )
  }
  if (parts.length === 1) {
    // "Russia" is no short form of "Russia Today".
    if (reading.kind === 'institution') return full.length === 1
    if (entity.kind === 'person')
      return full.at(-1) === parts[0] || full[0] === parts[0] || full.length > 2
    return full.length === 1 || full[0] === parts[0]
  }
  return parts.every(
    (part) =>
      full.includes(part) ||
      (part.length === 2 && part[1] === '.' && full.some((each) => each[0] === part[0])),
  )
}

/** The bearer named last before `at`; where nobody was yet, the first one after. */
function nearest(bearers: Entity[], at: number, preferLong: boolean): Entity | null {
  let best: Entity | null = null
  let bestScore = Number.NEGATIVE_INFINITY
  for (const entity of bearers) {
    const before = entity.places[lastAt(entity.places, at)]
    const distance = before === undefined ? 100_000 + (entity.places[0] ?? 0) : at - before
    const score = -distance - (preferLong && entity.parts.length === 1 ? 50_000 : 0)
    if (score > bestScore) {
      best = entity
      bestScore = score
    }
  }
  return best
}

/** Where the last of ascending places is that is not past `at`; -1 if none. */
function lastAt(places: number[], at: number): number {
  let [low, high] = [0, places.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? 0) > at) high = middle
    else low = middle + 1
  }
  return low - 1
}

/** The words of a name as they are compared: in small letters, without articles, marks and possessives. */
export function partsOf(name: string): string[] {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/[’']s?(?=\s|$)/g, '')
    .replace(/[’'`ʿʾ]/g, '')
    .split(/[\s,“”"()/]+/)
    .map((part) =>
      part
        .replace(/^(?:(?:al|el|ad|ar|as|ash|at|az|an|ul)-|ال(?=.{2}))/, '')
        .replace(/(?<=\p{L}{2})\.$/u, ''),
    )
    .filter((part) => part !== '' && !/^(?:the|a|an|of|for|and|al|el|ال)$/.test(part))
}
