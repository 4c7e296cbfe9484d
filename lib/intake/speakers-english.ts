import { fold } from './places/fold'
import { placesCalled } from './places/gazetteer'
import type { Span, Speaker } from './schema'

/** What a noun phrase says of who speaks, before anybody is looked up. */
export type Reading = {
  /** The name or description to go by, without its article; '' for a pronoun. */
  name: string
  span: Span
  description: string | null
  kind: Speaker['kind']
  /** `named`: a proper name. `role`: somebody by their post, `pronoun`, or several `listed`. */
  form: 'named' | 'role' | 'institution' | 'pronoun' | 'listed'
  /** What a later "the …" would call them: ministry, spokesman, mayor. */
  head: string
}

const words = (list: string) => new Set(list.split(/\s+/).filter(Boolean))

/** Posts and callings that come before a name or stand for its bearer. */
const ROLES = words(`
  president minister premier chancellor secretary leader commander chief head director spokesman spokeswoman spokesperson
  ambassador envoy senator congressman congresswoman representative governor mayor general colonel major captain lieutenant
  brigadier admiral sergeant marshal officer official diplomat sheikh king queen prince princess emir sultan pope bishop
  archbishop cardinal imam mufti ayatollah rabbi judge justice prosecutor lawyer attorney counsel analyst expert economist
  professor researcher scientist historian author writer journalist reporter correspondent editor presenter activist
  campaigner organiser organizer candidate nominee lawmaker legislator deputy mp member chairman chairwoman chair chairperson
  founder co-founder owner manager executive ceo coach player captain doctor surgeon physician nurse epidemiologist hydrologist
  meteorologist seismologist geologist engineer teacher student farmer fisherman shopkeeper driver resident witness survivor
  neighbour neighbor refugee coordinator adviser advisor aide negotiator mediator commissioner fellow scholar consultant democrat republican senator lobbyist strategist prisoner suspect defendant pilot captain sailor tenant landlord victim hostage preacher priest pastor nun monk administrator superintendent
  sheriff constable inspector detective firefighter rescuer volunteer worker fighter soldier veteran militant warlord rebel
  inspector-general rapporteur speaker whip strategist pollster pundit politician dissident exile mother father sister
  brother son daughter wife husband widow uncle cousin relative boss magistrate clerk coroner auditor treasurer
  vice-president vice-chair co-chair commander-in-chief undersecretary under-secretary director-general secretary-general
  comedian actor actress singer rapper musician filmmaker entrepreneur billionaire investor trader broker banker oncologist
`)

/** Words of titles that are no posts by themselves. */
const TITLES = words(`
  mr mrs ms miss dr prof sir lord lady dame rev sen rep gov gen col lt maj sgt capt cmdr adm brig pres hon st
  vice deputy prime foreign defence defense interior home finance health information justice education energy oil trade
  state former acting interim senior chief first supreme grand crown special lead assistant associate attorney
`)

/** Nouns of institutions, as the last word of a phrase in small letters or as a part of a proper name. */
const INSTITUTIONS = words(`
  ministry government army military navy police presidency parliament senate congress house observatory court tribunal
  council agency commission authority authorities department office coalition opposition union embassy consulate
  administration organisation organization party bureau bank fund company corporation university hospital institute
  institution committee federation league association society centre center foundation command headquarters junta regime
  service services brigade directorate secretariat assembly cabinet municipality ministry's pentagon kremlin delegation
  mission campaign board chamber group network movement front militia force forces corps operations watchdog monitor
  regulator operator airline airport utility prosecutors kingdom republic emirate nations hospitals watch crescent cross
  defence defense rescue administration agency leadership faction factions alliance bloc taskforce inquiry staff
`)

const ARMED = words(`
  militia brigade brigades rebels rebel insurgents militants fighters jihadists faction factions guerrillas paramilitary
  paramilitaries mujahideen separatists
`)
const ARMED_NAMES =
  /\b(?:Hayat Tahrir|Tahrir al-Sham|Hezbollah|Hizbollah|Hizbullah|Hamas|Taliban|Islamic State|ISIS|ISIL|Daesh|Al-?Qaeda|Al-?Qaida|al-?Shabaab|Boko Haram|Houthis?|Ansar Allah|Islamic Jihad|Free Syrian Army|Syrian National Army|Syrian Democratic Forces|Rapid Support Forces|Wagner|Liberation (?:Army|Front)|Armed Forces of the|Brigades?|Peshmerga|PKK|YPG|HTS|RSF|M23|FARC|ELN|Qassam|Jaish|Lashkar|Jabhat|Azov|Janjaweed|Military Operations (?:Command|Administration))\b(?!-)/i
const MONITORS =
  /\b(?:observatory|human rights watch|amnesty|network for human rights|airwars|acled|netblocks|monitors?|watchdog|violations documentation|b'?tselem|bellingcat|war studies)\b/i
const AGENCIES =
  /^(?:the )?(?:AFP|Agence France[- ]Presse|Reuters|AP|(?:The )?Associated Press|dpa|DPA|Deutsche Presse-Agentur|UPI|TASS|Tass|RIA(?: Novosti)?|Interfax|Xinhua|Anadolu(?: Agency)?|SANA|Sana|IRNA|ISNA|Fars|Tasnim|Mehr|WAFA|Wafa|MENA|Petra|SPA|QNA|WAM|KUNA|NINA|INA|ANSA|EFE|Kyodo(?: News)?|Yonhap|PTI|Press Trust of India|ANI|APA|Ukrinform|Unian|UNIAN|Belta|BelTA|KCNA|Bernama|Antara|Bloomberg|NNA|National News Agency|Hawar(?: News)?|ANHA|Rudaw|SUNA|ENA|[A-Z][\p{L} ]*News Agency)$/u
const OUTLETS =
  /\b(?:television|TV|newspaper|radio|Radio|FM|daily|weekly|magazine|broadcaster|channel|media|News|Times|Post|Journal|Guardian|Telegraph|Independent|Economist|Al[- ]Jazeera|Al[- ]Arabiya|Al[- ]Mayadeen|Al[- ]Manar|Al[- ]Hadath|Sky News|BBC|CNN|NBC|CBS|ABC|MSNBC|NPR|Fox News|CNBC|Politico|Axios|Haaretz|Le Monde|Der Spiegel|Kommersant|Meduza|RT|Deutsche Welle|DW|France 24|NDTV|Dawn|Gazette|Tribune|Herald|Breitbart|Huffington Post|BuzzFeed|website|tabloid)\b/
const WITNESSES =
  /\b(?:eye)?witness(?:es)?\b|\bresidents?\b|\bsurvivors?\b|\bvillagers?\b|\blocals\b/i

const ARTICLE = /^(?:the|a|an|its|their|his|her|our|this|that|these|those|some)\s+/i
const PRONOUN =
  /^(?:he|she|they|it|him|her|them|his|their|its|who|which|one|both|himself|herself|i|we|me|us|you)$/i
/** What is spoken or written: its author is the one who speaks. */
const UTTERANCE =
  /^(?:(?:joint|written|brief|short|separate|recent|new|official|press|televised|video|statement|initial|preliminary|first|later|early|rare|strongly|worded|public|final|daily|latest|annual) )*(?:statement|report|communiqu[eé]|post|message|tweet|letter|announcement|data|figures|document|documents|speech|remarks|bulletin|release|address|notice|briefing|comments|estimates|records|count|tally|survey|poll|study|analysis|footage|article|editorial)$/i
const SPOKESMEN = /\bspokes(?:man|woman|person|people|men|women)\b/i

const PARTICLES = words(
  'al el bin ibn bint ben abu abd abdel abdul de da di do dos del della der den du la le van von ter y e al- ul ud',
)
/** A capital word after which a name of an institution goes on with "of", "for", "and" and the like. */
const JOINS = words('of for the a an on and in to & against')

/** Words that begin sentences and are no part of the name after them. */
const OPENERS = words(`
  the a an in on at by for from with without of to and but or so yet as if when while after before since until although
  though because despite amid during however meanwhile also then now here there this that these those he she they it we i
  his her their its our my earlier later still both all some many most more several two three four five six seven eight
  nine ten another other others no not only even just once separately nevertheless according what who where why how yes
  under over about into across elsewhere instead thousands hundreds dozens today yesterday
`)

const DAYS_AND_MONTHS = words(`
  monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
  october november december jan feb mar apr jun jul aug sept sep oct nov dec gmt utc
`)

/** A longer word is no part of anybody’s name. */
const LONGEST_WORD = 60
/** "Britain-based", "Israeli-occupied": no part of the name after them. */
const ADJECTIVE =
  /^(?:Pro|Anti|Non|Semi)-\p{L}|-(?:based|led|backed|born|run|controlled|aligned|allied|owned|linked|affiliated|funded|sponsored|appointed|installed|held|occupied|era|trained|educated|American-led)$/u

export type Word = { from: number; to: number; text: string }

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:(?:[.&'’–-]|[.](?=\p{L}))[\p{L}\p{M}\p{N}]+)*\.?/gu

/** The words between two places of the text; a full stop stays with an initial or a short title only. */
export function wordsOf(text: string, from: number, to: number): Word[] {
  const found: Word[] = []
  for (const match of text.slice(from, to).matchAll(WORD)) {
    let word = match[0]
    if (word.endsWith('.')) {
      const bare = word.slice(0, -1)
      const isShort =
        /^\p{Lu}$/u.test(bare) ||
        bare.includes('.') ||
        (TITLES.has(bare.toLowerCase()) && bare.length < 5) ||
        /^(?:Jr|Sr)$/.test(bare)
      if (!isShort) word = bare
    }
    found.push({ from: from + match.index, to: from + match.index + word.length, text: word })
  }
  return found
}

const lower = (word: Word) => word.text.toLowerCase().replace(/\.$/, '')
const bare = (word: Word) => lower(word).replace(/[’']s?$/, '')

export function isCapital(word: string): boolean {
  return (
    /^\p{Lu}/u.test(word) ||
    /^(?:al|el|ad|an|ar|as|ash|at|az|d|bin|ben|ul|ould|de|ibn)[-’']\p{Lu}/u.test(word)
  )
}

/** "president-elect", "then-minister", "ex-mayor": the post. */
const postOf = (word: Word) =>
  bare(word)
    .replace(/^(?:ex|then|vice|co)-(?=\p{L})/u, '')
    .replace(/-(?:elect|designate)$/, '')

function isRole(word: Word): boolean {
  if (ROLES.has(bare(word))) return true
  const base = postOf(word)
  return ROLES.has(base) || (base.endsWith('s') && ROLES.has(base.slice(0, -1)))
}

function isInstitutionNoun(word: Word): boolean {
  return INSTITUTIONS.has(bare(word))
}

/**
 * Runs of capital words that may be names: "Hassan Abdel Ghani", "Syrian Observatory for Human Rights". A run ends
 * at punctuation and at a possessive; months, days and words that only begin a sentence are left out.
 */
export function capitalRuns(text: string, from: number, to: number): Word[][] {
  const runs: Word[][] = []
  const all = wordsOf(text, from, to)
  let run: Word[] = []
  const close = () => {
    while (run.length > 0 && !isCapital(run.at(-1)?.text ?? '')) run.pop()
    while (run.length > 0 && OPENERS.has(lower(run[0] as Word))) run.shift()
    if (run.length > 0 && !(run.length === 1 && DAYS_AND_MONTHS.has(lower(run[0] as Word))))
      runs.push(run)
    run = []
  }
  all.forEach((word, at) => {
    const previous = run.at(-1)
    if (previous && text.slice(previous.to, word.from) !== ' ') close()
    if (previous && /[’']s?$/.test(previous.text) && previous.text.length > 3) close()
    if (
      isCapital(word.text) &&
      word.text.length <= LONGEST_WORD &&
      !DAYS_AND_MONTHS.has(lower(word)) &&
      !ADJECTIVE.test(word.text)
    ) {
      if (run.length > 0 || !OPENERS.has(lower(word))) run.push(word)
      return
    }
    if (run.length === 0) return
    const next = all[at + 1]
    const goesOn = (w: Word | undefined, after: Word) =>
      w !== undefined && isCapital(w.text) && text.slice(after.to, w.from) === ' '
    if (PARTICLES.has(lower(word)) && goesOn(next, word)) {
      run.push(word)
      return
    }
    if (JOINS.has(lower(word)) && !OPENERS.has(lower(run[0] as Word))) {
      const joinsInstitution =
        run.some(isInstitutionNoun) && /^(?:of|for|on|and|in|to|against)$/.test(lower(word))
      const joinsOffice =
        /^(?:of|to)$/.test(lower(word)) &&
        previous !== undefined &&
        isRole(previous) &&
        goesOn(next, word)
      const isThe =
        /^(?:the|an?)$/.test(lower(word)) &&
        /^(?:of|for|on|against|in)$/.test(lower(previous as Word))
      const after = all[at + 2]
      const reaches =
        goesOn(next, word) || (next && /^(?:the|an?)$/.test(lower(next)) && goesOn(after, next))
      const isPair = lower(word) === 'and' && !run.some((w) => /^(?:of|for)$/.test(lower(w)))
      const isPlace = lower(word) === 'in' || lower(word) === 'on' || lower(word) === 'to'
      if (
        joinsOffice ||
        (joinsInstitution && !isPair && !isPlace && reaches) ||
        (isThe && goesOn(next, word))
      ) {
        run.push(word)
        return
      }
    }
    close()
  })
  close()
  return runs
}

/** What kind of source goes by `name`, as far as the words tell. */
export function kindOf(name: string, description: string | null): Speaker['kind'] {
  const said = `${name} ${description ?? ''}`
  if (AGENCIES.test(name)) return 'agency'
  if (/\b(?:users|bloggers)$/.test(name)) return 'other'
  if (/^(?:Downing Street|Whitehall|Capitol Hill|Westminster|Élysée)$/.test(name))
    return 'institution'
  if (WITNESSES.test(name)) return 'witness'
  if (
    MONITORS.test(name) ||
    (description !== null &&
      /\bwar monitor|rights (?:group|monitor)|monitoring group/i.test(description))
  )
    return 'monitor'
  if (ARMED_NAMES.test(name)) return 'armed_group'
  if (/\b(?:news agency|press agency)\b/i.test(said)) return 'agency'
  const last = name.split(/\s+/).at(-1)?.toLowerCase() ?? ''
  if (ARMED.has(last)) return 'armed_group'
  if (OUTLETS.test(name)) return 'outlet'
  const parts = name.split(/\s+/).map((part) => part.toLowerCase().replace(/[’']s$/, ''))
  if (parts.some((part) => INSTITUTIONS.has(part))) return 'institution'
  return 'other'
}

const APPOSITION_START = /^(?:,\s*|\s+[–—-]\s+|\s*\(\s*)/

/** Reads the noun phrase of a source. */
export function readSource(text: string, span: Span): Reading {
  let [from, to] = span
  const skip = /^[\s,;:"“”‘’'()–—-]+/.exec(text.slice(from, to))
  if (skip) from += skip[0].length
  const tail = /[\s,;:"“”‘()–—-]+$/.exec(text.slice(from, to))
  if (tail) to -= tail[0].length
  const lead = /^(?:and|but|while|as|by|from|to|that|also|for|both)\s+/i.exec(text.slice(from, to))
  if (lead && lead[0].length < to - from) from += lead[0].length
  const day =
    /^(?:(?:late|early|earlier)\s+)?(?:on\s+)?(?:\p{Lu}\p{L}+day|today|yesterday)(?:\s+(?:morning|afternoon|evening|night))?,?\s+(?=\S)/iu.exec(
      text.slice(from, to),
    )
  if (day) from += day[0].length
  const also = /\s+(?:also|has|have|had|then|later|earlier|meanwhile|again|now)$/i.exec(
    text.slice(from, to),
  )
  if (also) to -= also[0].length
  const raw = text.slice(from, to)
  const none = (form: Reading['form'], kind: Speaker['kind'], head: string): Reading => ({
    name: '',
    span: [from, to],
    description: null,
    kind,
    form,
    head,
  })
  if (PRONOUN.test(raw)) return none('pronoun', 'other', raw.toLowerCase())
  const listed = readList(text, from, to)
  if (listed) return listed

  const cut = raw.search(/,|\s[–—-]\s|\s?\(|\s(?:who|which|whose|whom|where)\s/)
  const headTo = cut < 0 ? to : from + cut
  const rest = cut < 0 ? null : ([headTo, to] satisfies Span)
  const head = readHead(text, from, headTo)
  if (rest === null) return head
  const after = text.slice(rest[0], rest[1]).replace(APPOSITION_START, '')
  const restFrom = rest[1] - after.length
  if (head.form === 'named') {
    const description = appositionOf(after)
    return description && !head.description ? withKind({ ...head, description }) : head
  }
  // "the mayor of Al-Qaim, Turki Al-Mahlawi": the name comes second.
  const end = after.search(/[,()]|\s(?:who|which|in|told|said|at|on)\s/)
  const name = readHead(text, restFrom, end < 0 ? rest[1] : restFrom + end)
  if (head.form === 'role' && name.form === 'named' && name.kind === 'person') {
    return { ...name, description: name.description ?? head.name, head: head.head }
  }
  return head
}

/** "the mayor of Al-Qaim", "a former diplomat", "Moscow's envoy": what an apposition calls somebody, or null. */
export function appositionOf(after: string): string | null {
  const phrase = (/^[^,()–—;:.]*/.exec(after)?.[0] ?? '')
    .replace(/\s*--.*$/, '')
    .replace(/\s+(?:that|who|whose|which|whom|when|where)\s.*$/, '')
    .trim()
  if (phrase === '' || phrase.length > 120) return null
  // What nothing closes is no apposition but the sentence going on.
  if (
    !/^\s*(?:[,()–—;:.]|--|$|(?:who|whose|which|whom|when|where|that)\s)/.test(
      after.slice(after.indexOf(phrase) + phrase.length),
    )
  )
    return null
  if (
    /^(?:who|which|whose|known|also|aged|earlier|later|has|had|is|was|were|are|said|did|does|will|would|\p{L}+ly|\d|speaking|in|on|at|citing|quoting|and|or|but|told|said|says|add|adding|according|while|with)\b|\b(?:said|say|told|says|added|warned|claimed|denied|called|wrote)\b/iu.test(
      phrase,
    )
  )
    return null
  const all = wordsOf(phrase, 0, phrase.length)
  const until = all.findIndex((word) =>
    /^(?:of|for|at|in|who|that|from|with|on|to)$/.test(lower(word)),
  )
  const core = until < 0 ? all : all.slice(0, until)
  if (
    !core.some(
      (word) => isRole(word) || isInstitutionNoun(word) || /^(?:head|chief)s?$/.test(lower(word)),
    )
  )
    return null
  return phrase.replace(/^(?:the|a|an)\s+/i, '')
}

/** Names one after the other: "Jordan, Russia and the United States". */
function readList(text: string, from: number, to: number): Reading | null {
  const raw = text.slice(from, to)
  if (!/\s(?:and|&)\s/.test(raw) || raw.length > 200) return null
  const parts = raw.split(/,\s*(?:and\s+)?|\s+(?:and|&)\s+/).map((part) => part.trim())
  if (parts.length < 2) return null
  const isName = (part: string) =>
    /^(?:the\s+)?\p{Lu}/u.test(part) &&
    part.split(/\s+/).length <= 5 &&
    part
      .split(/\s+/)
      .every((word) => /^(?:the|of|for|on|al|bin|de|van|[’'])$/i.test(word) || isCapital(word))
  const [first = ''] = parts
  if (!parts.every(isName)) {
    if (
      parts.length === 2 &&
      /^(?:the\s+)?(?:\p{Ll}[\p{L}-]*\s*){1,3}$/u.test(first) &&
      /^(?:(?:the|an?)\s+)?(?:\p{Ll}[\p{L}-]*\s*){1,4}$/u.test(parts[1] ?? '')
    ) {
      const name = raw.replace(ARTICLE, '')
      return {
        name,
        span: [to - name.length, to],
        description: null,
        kind: kindOf(name, null),
        form: 'listed',
        head: '',
      }
    }
    return null
  }
  if (
    /\b(?:ministry|department|committee|council|office|institute|society|organi[sz]ation|agency|fund|bureau|commission)\s+(?:of|for|on)\s/i.test(
      first,
    ) &&
    parts.length === 2
  ) {
    const second = parts[1] ?? ''
    if (!/^the\s/i.test(second)) return null
  }
  const name = raw.replace(/^the\s+/i, '')
  return {
    name,
    span: [to - name.length, to],
    description: null,
    kind: 'other',
    form: 'listed',
    head: '',
  }
}

function withKind(reading: Reading): Reading {
  const kind = kindOf(reading.name, reading.description)
  const isBody =
    /\b(?:group|agency|organi[sz]ation|company|firm|party|union|movement|think tank|charity|network|newspaper|broadcaster|militia|bank)$/i
  if (reading.kind === 'person' && isBody.test(reading.description ?? ''))
    return { ...reading, kind: kind === 'other' ? 'institution' : kind }
  return kind === 'other' || reading.kind === 'person' ? reading : { ...reading, kind }
}

const HONORIFIC =
  /^(?:mr|mrs|ms|miss|dr|prof|sir|lord|lady|dame|rev|sen|rep|gov|gen|col|lt|maj|sgt|capt|cmdr|adm|brig|pres|hon)\.?$/i

/** "Secretary of State John Roe": the office, and the last two words with what joins them. */
const OFFICE_OF =
  /^((?:[\p{L}.’'-]+\s+){0,4}(?:[Ss]ecretary|[Mm]inister|[Pp]resident|[Dd]irector|[Cc]hief|[Cc]hairman|[Gg]overnor|[Mm]ayor|[Ss]peaker|[Hh]ead|[Ll]eader|[Cc]ommissioner|[Aa]rchbishop|[Bb]ishop|[Pp]atriarch|[Aa]mbassador|[Ee]nvoy)\s+(?:of|for|to)\s+(?:the\s+)?(?:\p{Lu}[\p{L}’'-]+\s+(?:of\s+|for\s+)?){0,4}?\p{Lu}[\p{L}’'-]+)\s+(\p{Lu}[\p{L}.’'-]+\s+(?:(?:al|el|bin|ben|van|von|der|de|den|di|da|Abdel?|Abu)\s+){0,2}(?:al-)?\p{Lu}[\p{L}’'-]+)$/u

/** Reads a phrase without its appositions. */
function readHead(text: string, from: number, to: number): Reading {
  const raw = text.slice(from, to).trim()
  const start = from + text.slice(from, to).indexOf(raw)
  const article = ARTICLE.exec(raw)
  const bodyFrom = start + (article?.[0].length ?? 0)
  const bodyTo = start + raw.length
  const body = text.slice(bodyFrom, bodyTo)
  const all = wordsOf(text, bodyFrom, bodyTo)
  const plain = (form: Reading['form'], head: string, kind = kindOf(body, null)): Reading => ({
    name: body,
    span: [bodyFrom, bodyTo],
    description: null,
    kind,
    form,
    head,
  })
  const last = all.at(-1)
  if (!last) return plain('role', '')

  // "a statement from the ministry", "the ministry's statement": whose words they are.
  // "Rep. Jane Roe of Maryland"
  const from2 =
    /^((?:\p{Lu}[\p{L}.’'-]+\s+)+\p{Lu}[\p{L}’'-]+)\s+(?:of|from)\s+(?:the\s+)?\p{Lu}/u.exec(
      body,
    )?.[1]
  if (from2) {
    const bearer = wordsOf(text, bodyFrom, bodyFrom + from2.length)
    const plainName = bearer.filter((word) => !HONORIFIC.test(word.text))
    if (
      plainName.length > 1 &&
      !plainName.some((word) => isRole(word) || isInstitutionNoun(word) || TITLES.has(lower(word)))
    )
      return readHead(text, start, bodyFrom + from2.length)
  }
  // "Al Jazeera’s Hiba Roe": whose reporter.
  const reporter =
    /^(.+?)[’']s\s+((?:\p{Lu}[\p{L}.’-]+\s+)(?:(?:al|bin|van|de|el)[ -])?\p{Lu}[\p{L}’-]+)$/u.exec(
      body,
    )
  if (
    reporter?.[1] &&
    reporter[2] &&
    kindOf(reporter[2], null) === 'other' &&
    /^(?:agency|outlet|monitor|institution)$/.test(kindOf(reporter[1], null))
  ) {
    const nameFrom = bodyTo - reporter[2].length
    if (!wordsOf(text, nameFrom, bodyTo).some((word) => isRole(word) || isInstitutionNoun(word))) {
      return {
        name: reporter[2],
        span: [nameFrom, bodyTo],
        description: reporter[1],
        kind: 'person',
        form: 'named',
        head: '',
      }
    }
  }
  const author =
    /^(.*?)\s+(?:from|by|of|issued by|released by|published by|posted by|attributed to)\s+(.+)$/i.exec(
      body,
    )
  if (author?.[1] && author[2] && UTTERANCE.test(author[1])) {
    return readHead(text, bodyTo - author[2].length, bodyTo)
  }
  const owner = /^(.*?)(?:[’']s?)\s+([^’']+)$/.exec(body)
  if (owner?.[1] && owner[2] && UTTERANCE.test(owner[2])) {
    return readHead(text, start, bodyFrom + owner[1].length)
  }
  const plainOwner =
    /^(.*\S)\s+(?:statement|report|communiqu[eé]|announcement|bulletin|tweet|post|press release)$/.exec(
      body,
    )
  if (plainOwner?.[1] && !UTTERANCE.test(body)) {
    const of = wordsOf(text, bodyFrom, bodyFrom + plainOwner[1].length)
    if (of.some((word) => isCapital(word.text) || isInstitutionNoun(word))) {
      return readHead(text, start, bodyFrom + plainOwner[1].length)
    }
  }

  // "Mayor Omar Roe of the border town of Orla"
  const ofAt = all.findIndex((word, at) => at > 1 && /^(?:of|from)$/.test(lower(word)))
  const titled = all.findLastIndex(
    (word, at) => at < ofAt - 1 && isRole(word) && isNameTail(text, all.slice(at + 1, ofAt), false),
  )
  const ofWord = all[ofAt]
  const nameEnd = all[ofAt - 1]
  if (titled >= 0 && ofWord && nameEnd && !isInstitutionNoun(nameEnd)) {
    const bearer = readHead(text, start, nameEnd.to)
    if (bearer.form === 'named' && bearer.kind === 'person')
      return {
        ...bearer,
        description: `${bearer.description ?? ''} ${text.slice(ofWord.from, bodyTo)}`.trim(),
      }
  }

  const runs = capitalRuns(text, bodyFrom, bodyTo)
  const isAllName =
    runs.length === 1 && runs[0]?.[0]?.from === all[0]?.from && runs[0]?.at(-1)?.to === last.to
  const org = runs.find(
    (run) =>
      run.some((word) => isInstitutionNoun(word) && !/[’']s$/.test(word.text)) && run.length > 1,
  )

  // A post before a name: everything up to the last word of a post or title is what they are.
  const post = all.findLastIndex(
    (word, at) =>
      at < all.length - 1 &&
      (isRole(word) || HONORIFIC.test(word.text)) &&
      isNameTail(text, all.slice(at + 1), HONORIFIC.test(word.text)),
  )
  if (post >= 0) {
    const tail = all.slice(post + 1)
    const nameFrom = tail[0]?.from ?? bodyFrom
    const nameTo = tail.at(-1)?.to ?? bodyTo
    const name = text.slice(nameFrom, nameTo)
    const isThing =
      /^(?:Convention|Act|Agreement|Treaty|Report|Plan|Law|Accord|Bill|Fund|Programme|Program|Award|Day|Week)$/.test(
        name,
      )
    if (!isThing && kindOf(name, null) !== 'institution') {
      const before = text.slice(bodyFrom, all[post]?.to ?? bodyFrom)
      const isOnlyMister = /^(?:mr|mrs|ms|miss|sir|lord|lady|dame|st|dr|prof)\.?$/i.test(before)
      return {
        name,
        span: [nameFrom, nameTo],
        description: isOnlyMister ? null : before,
        kind: 'person',
        form: 'named',
        head: postOf(all[post] as Word),
      }
    }
  }
  const office = OFFICE_OF.exec(body)
  if (office?.[1] && office[2]) {
    const nameFrom = bodyFrom + office[1].length + 1
    return {
      name: office[2],
      span: [nameFrom, bodyTo],
      description: office[1],
      kind: 'person',
      form: 'named',
      head:
        office[1]
          .toLowerCase()
          .split(/\s+of\s+/)[0]
          ?.split(' ')
          .at(-1) ?? '',
    }
  }
  if (SPOKESMEN.test(body)) {
    const of = /\bspokes\w+\s+(?:for|of|from|at)\s+(.+)$/i.exec(body)
    if (of?.[1]) return readHead(text, bodyTo - of[1].length, bodyTo)
    const before = /^(.*\S)\s+spokes\w+$/i.exec(body)
    if (before?.[1] && (article || !/^(?:senior|official|military|main|chief)$/i.test(before[1]))) {
      const inner = readHead(text, start, bodyFrom + before[1].replace(/[’']s$/, '').length)
      if (inner.form === 'institution' || inner.form === 'named') return inner
      return { ...plain('role', 'spokesman', 'institution'), name: body }
    }
    return plain('role', 'spokesman', 'other')
  }
  const prepositionAt = all.findIndex((word) =>
    /^(?:of|for|at|in|from|on|with|to|near|inside|around|across)$/.test(lower(word)),
  )
  const core = prepositionAt > 0 ? all.slice(0, prepositionAt) : all
  const noun = core.at(-1) ?? last
  if (org && !isRole(noun)) {
    const nameFrom = org[0]?.from ?? bodyFrom
    const nameTo = org.at(-1)?.to ?? bodyTo
    const name = text.slice(nameFrom, nameTo)
    const beside = [text.slice(bodyFrom, nameFrom), text.slice(nameTo, bodyTo)].map((part) =>
      part.trim(),
    )
    const ownsIt = /[’']s$/.test(beside[0] ?? '')
    if (ownsIt) return { ...plain('institution', bare(noun)) }
    const description =
      beside.find((part) => part !== '' && !/^(?:in|of|for|at)\b/.test(part)) ?? null
    const kind = kindOf(name, description)
    return {
      name:
        nameTo < bodyTo && kind === 'institution' && /^(?:in|of)\b/.test(beside[1] ?? '')
          ? body
          : name,
      span: [nameFrom, nameTo],
      description,
      kind,
      form: 'institution',
      head: bare(org.findLast((word) => isInstitutionNoun(word)) ?? noun),
    }
  }
  if (!isRole(noun) && (isInstitutionNoun(noun) || ARMED.has(bare(noun)))) {
    return plain(
      'institution',
      bare(noun),
      ARMED.has(bare(noun)) ? 'armed_group' : kindOf(body, null),
    )
  }
  if (UTTERANCE.test(body) || /^(?:reports|rumou?rs|claims|sources|critics|observers)$/i.test(body))
    return plain('role', bare(last), 'other')
  if (isAllName && all.length === 1 && isRole(last))
    return plain('role', bare(last), WITNESSES.test(body) ? 'witness' : 'other')
  if (isAllName) {
    const kind = kindOf(body, null)
    if (kind !== 'other') return { ...plain('named', bare(last), kind) }
    // "Moscow said", "Jordan urged": a government.
    if (isState(body)) return plain('named', bare(last), 'institution')
    if (isLargePlace(body)) return plain('named', bare(last), 'other')
    const isAcronym = /^[\p{Lu}\d.-]{2,8}$/u.test(body)
    return plain(
      'named',
      bare(last),
      isAcronym ? 'institution' : article?.[0].toLowerCase().trim() === 'the' ? 'other' : 'person',
    )
  }
  // Small letters and then a name: "Democratic strategist-turned-author Jane Roe".
  const tail = runs.at(-1)
  if (
    tail &&
    tail.at(-1)?.to === last.to &&
    prepositionAt < 0 &&
    tail[0] &&
    tail[0].from > bodyFrom
  ) {
    const name = text.slice(tail[0].from, last.to)
    const before = text.slice(bodyFrom, tail[0].from).trim()
    const kind = kindOf(name, before)
    if (!/[’']s$/.test(before)) {
      return {
        name,
        span: [tail[0].from, last.to],
        description: before === '' ? null : before,
        kind:
          kind === 'other' &&
          !/\b(?:group|militia|organi[sz]ation|movement|party|company)$/i.test(before)
            ? 'person'
            : kind,
        form: 'named',
        head: bare(last),
      }
    }
  }
  const kind = kindOf(body, null)
  const isUnnamed = isRole(noun) && kind !== 'witness' && kind !== 'armed_group'
  return plain('role', bare(noun), isUnnamed ? 'other' : kind)
}

function isLargePlace(name: string): boolean {
  return placesCalled(fold(name)).some(
    ({ kind, population }) => kind === 'R' || kind === 'F' || population > 300_000,
  )
}

function isState(name: string): boolean {
  return placesCalled(fold(name)).some(({ kind }) => kind === 'L' || kind === 'C')
}

/** Whether the words can be a name by themselves. */
function isNameTail(text: string, tail: Word[], isAfterMister: boolean): boolean {
  return (
    tail.length > 0 &&
    tail.length <= 6 &&
    isCapital(tail[0]?.text ?? '') &&
    isCapital(tail.at(-1)?.text ?? '') &&
    tail.every((word, at) => {
      const previous = tail[at - 1]
      return (
        (isCapital(word.text) || PARTICLES.has(lower(word))) &&
        (!isRole(word) || (isAfterMister && tail.length === 1)) &&
        (!previous || text.slice(previous.to, word.from) === ' ')
      )
    })
  )
}

/** What may stand in small letters before a title. */
const FORMER =
  /(?:\b(?:former|acting|deputy|outgoing|incoming|late|then|senior|interim|exiled|jailed|retired|veteran|ousted|newly|elected|rebel|opposition|current)\s+|\bex-)+$/

/** "the mayor of Al-Qaim, " before the name. */
function apposedBefore(text: string, from: number): string | null {
  const before = text.slice(Math.max(0, from - 110), from)
  const phrase = /(?:^|[\s“"])(?:the|a|an|its|their)\s+([^,.;:“”"()\n]{3,90}),\s*$/i.exec(
    before,
  )?.[1]
  return phrase ? appositionOf(phrase) : null
}

/** The post written before `from`, with what qualifies it: "rebel commander", "Russian President". */
export function postBefore(text: string, from: number): string | null {
  const window = Math.max(0, from - 90)
  const before = text.slice(window, from)
  const at = Math.max(
    ...['.', ',', ';', ':', '\n', '“', '”', '"', '(', ')'].map((mark) => before.lastIndexOf(mark)),
  )
  const all = wordsOf(text, window + at + 1, from)
  const post = all.at(-1)
  if (!post || !isRole(post)) return null
  let start = all.length - 1
  while (
    start > 0 &&
    all.length - start < 6 &&
    !/^(?:the|a|an|of|by|with|to|for|in|on|at|from|and|but|that|as|said|says|told|was|is|were|has|had|have|its|their|his|her|when|while|after)$/.test(
      lower(all[start - 1] as Word),
    )
  )
    start--
  return text.slice(all[start]?.from ?? from, from).trim()
}

/** Somebody named in the text, where it happens, with what the words around tell. */
export type Mention = {
  reading: Reading
  acronym: string | null
  alias: string | null
  gender: 'she' | 'he' | null
}

const ALIAS =
  /^,?\s*(?:who (?:is|was) )?(?:(?:also|better|widely|formerly|previously|commonly|more) )*known\s+(?:by|as|under)\s+(?:(?:his|her|their|its|the)\s+)?(?:(?:former |old |war )?(?:alias|nom de guerre|name|nickname|pseudonym|initials|acronym)s?,?\s+(?:of\s+|as\s+)?)?["“‘']?/
const NOM_DE_GUERRE =
  /^,?\s*(?:who goes by|whose (?:real |nom de |former )?(?:name|guerre|alias)(?: de guerre)? (?:is|was)|(?:alias|aka|a\.k\.a\.|née|born))\s+["“‘']?/
const INSTITUTION_WORD =
  /\b(?:ministry|government|army|military|police|observatory|presidency|parliament|opposition|coalition|embassy|municipality|administration|prosecutor[’']s office|agency|commission|court|council|party|union|navy|air force|coastguard|civil defen[cs]e)\b/g
const ACRONYM =
  /^\s*\(\s*(?:the\s+)?["“]?(\p{Lu}[\p{Lu}\p{Ll}\d]{1,9}(?:-\p{Lu}{2,})?)["”]?\s*[),]/u

const SHE =
  /\b(?:mrs|ms|miss|madam|lady|queen|princess|spokeswoman|chairwoman|congresswoman|businesswoman|mother|sister|wife|widow|daughter|actress|woman)\b/i
const HE =
  /\b(?:mr|sir|king|prince|sheikh|emir|sultan|imam|ayatollah|spokesman|chairman|congressman|businessman|father|brother|husband|son|pope)\b/i

const nameOf = (run: Word[]) => run.map((word) => word.text.replace(/[’']s?$/, '')).join(' ')

/** "Rival Jane Roe" is Jane Roe, where the text has that name too. */
function withoutEpithet(run: Word[], names: Set<string>): Word[] {
  if (run.length < 3 || run.length > 6 || run.some(isInstitutionNoun) || run.some(isRole))
    return run
  for (let from = 1; from < run.length - 1; from++) {
    if (names.has(nameOf(run.slice(from)))) return run.slice(from)
  }
  return run
}

/** Names past these are left out, so that a text of nothing but names ends soon; a long book has about as many. */
export const MOST_NAMES = 20_000

/** Everybody whom the English text names, in its order. */
export function mentionsIn(text: string): Mention[] {
  const found: Mention[] = []
  const runs = capitalRuns(text, 0, text.length).slice(0, MOST_NAMES)
  const surnames = new Set(
    runs.flatMap((run) =>
      run.length > 1 ? [bare(run.at(-1) as Word).replace(/^(?:al|el)-/, '')] : [],
    ),
  )
  const names = new Set(runs.filter((run) => run.length > 1).map(nameOf))
  for (const whole of runs) {
    const run = withoutEpithet(whole, names)
    const from = run[0]?.from ?? 0
    const to = run.at(-1)?.to ?? 0
    if (isInHeading(text, from)) continue
    // "The Gap Goes On: …": a heading within the line.
    if (
      run.length > 2 &&
      text[to] === ':' &&
      isSentenceStart(
        text,
        from - (/\bThe\s$/.test(text.slice(Math.max(0, from - 4), from)) ? 4 : 0),
      ) &&
      !run.some(isInstitutionNoun)
    )
      continue
    if (
      run.length > 9 ||
      (run.length > 4 &&
        !run.some(isInstitutionNoun) &&
        !run.some((word) => PARTICLES.has(lower(word)) || isRole(word)))
    )
      continue
    // The first word of a sentence has a capital whatever it is.
    const [only] = run
    if (
      only &&
      run.length === 1 &&
      isSentenceStart(text, from) &&
      !/^[\p{Lu}\d]{2,}$|-\p{Lu}/u.test(only.text) &&
      !surnames.has(bare(only))
    )
      continue
    const owner = /[’']s?$/.exec(text.slice(from, to))?.[0].length ?? 0
    let reading = readSource(text, [from, to - owner])
    if (reading.form === 'pronoun' || reading.form === 'listed' || reading.name === '') continue
    const after = text.slice(to, to + 160)
    const bracketed = ACRONYM.exec(after)?.[1] ?? null
    const acronym =
      bracketed && run.length > 1 && kindOf(bracketed, null) !== 'agency' ? bracketed : null
    const past = acronym ? after.slice(after.indexOf(')') + 1) : after
    if (
      run.length === 1 &&
      reading.kind === 'person' &&
      !surnames.has(bare(only as Word)) &&
      WHERE.test(text.slice(Math.max(0, from - 40), from))
    )
      continue
    const post = reading.description === null ? postBefore(text, from) : null
    const before =
      reading.description === null
        ? null
        : FORMER.exec(text.slice(Math.max(0, from - 40), from))?.[0]
    let description =
      reading.description === null ? post : `${before ?? ''}${reading.description}`.trim()
    if (description === null && past.startsWith(','))
      description = appositionOf(past.slice(1).trimStart())
    if (description === null) description = apposedBefore(text, from)
    const aliasAt = ALIAS.exec(past) ?? NOM_DE_GUERRE.exec(past)
    const aliasFrom = to + (after.length - past.length) + (aliasAt?.[0].length ?? 0)
    const aliasRun = aliasAt
      ? capitalRuns(text, aliasFrom, Math.min(text.length, aliasFrom + 60))[0]
      : undefined
    const alias =
      aliasRun?.[0]?.from === aliasFrom
        ? text.slice(aliasFrom, aliasRun.at(-1)?.to ?? aliasFrom)
        : null
    if (post !== null && run.length >= 1 && reading.kind === 'other' && !acronym)
      reading = { ...reading, kind: 'person' }
    const isUnsure =
      run.length === 1 &&
      post === null &&
      !surnames.has(bare(run[0] as Word)) &&
      !/\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Sen|Rep|Gov|Gen)\.?\s$/.test(
        text.slice(Math.max(0, from - 6), from),
      )
    if (reading.kind === 'person' && isUnsure) reading = { ...reading, kind: 'other' }
    if (acronym && reading.kind === 'person') reading = { ...reading, kind: 'other' }
    const mister = /\b(Mr|Mrs|Ms|Miss|Sir|Lady|Lord)\.?\s$/.exec(
      text.slice(Math.max(0, from - 6), from),
    )?.[1]
    const told = `${mister ?? ''} ${run[0]?.text ?? ''} ${description ?? ''}`
    found.push({
      reading: description === null ? reading : withKind({ ...reading, description }),
      acronym,
      alias,
      gender: SHE.test(told) ? 'she' : HE.test(told) ? 'he' : null,
    })
  }
  for (const match of text.matchAll(INSTITUTION_WORD)) {
    const start = qualifiedFrom(text, match.index)
    if (start === match.index) continue
    const span: Span = [start, match.index + match[0].length]
    const reading = readSource(text, span)
    if (reading.form !== 'institution') continue
    found.push({ reading, acronym: null, alias: null, gender: null })
  }
  return found.sort((one, other) => one.reading.span[0] - other.reading.span[0])
}

/** Whether `at` is in a line of capital words without a full stop, where every word may look like a name. */
function isInHeading(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 160), at)
  const after = text.slice(at, at + 160)
  const from = at - before.length + before.lastIndexOf('\n') + 1
  const end = after.indexOf('\n')
  if ((end < 0 && at + 160 < text.length) || (from > 0 && text[from - 1] !== '\n')) return false
  const line = text.slice(from, end < 0 ? text.length : at + end).trim()
  if (/[.!?:"”,;]$/.test(line) || line.length < 12) return false
  const all = line.match(/\p{L}[\p{L}’'-]+/gu) ?? []
  return all.length > 3 && all.filter((word) => /^\p{Lu}/u.test(word)).length > 0.6 * all.length
}

/** Before a word that is a place rather than somebody. */
const WHERE =
  /\b(?:in|near|at|from|towards?|into|outside|around|to|(?:suburb|town|city|village|province|district|region|area|outskirts|part|parts|north|south|east|west|countryside|port|island|camp|neighbou?rhood)s? of)\s+$/

/** Where the words that qualify an institution begin: "Syria’s defence ministry", "Gaza health ministry". */
function qualifiedFrom(text: string, at: number): number {
  const all = wordsOf(text, Math.max(0, at - 60), at)
  let from = at
  for (let back = all.length - 1; back >= 0 && all.length - back <= 4; back--) {
    const word = all[back] as Word
    const gap = text.slice(word.to, from)
    if (gap !== ' ') break
    const isOwner = /[’']s?$/.test(word.text) && isCapital(word.text)
    if (isOwner) return word.from
    if (!isCapital(word.text) && !QUALIFIERS.has(lower(word))) break
    if (OPENERS.has(lower(word))) break
    from = word.from
  }
  return from
}

const QUALIFIERS = words(`
  defence defense foreign interior health information justice finance education energy transport culture agriculture
  national federal state central local provincial regional military civil supreme constitutional criminal high electoral
  election transitional caretaker interim news security intelligence air islamic opposition district appeals appeal
  ruling main humanitarian aid migration tax space environment water weather disaster emergency city town
`)

function isSentenceStart(text: string, at: number): boolean {
  return /(?:^|[.!?:;…]["”’)]?|\n|[“"‘(•–—])\s*["“‘(]?$/.test(text.slice(Math.max(0, at - 6), at))
}
