import { describe, expect, it } from 'vitest'
import { proposeCandidates } from './candidates'
import type { Attribution, Particulars, Span } from './schema'

/**
 * A text with its attributions marked in it: `{s1|the mayor} {c1|said} {t1|it rained}` are source, cue and content of
 * the first, which may be nested; `k1=denies` behind the text tells its kind, `d1` that it is direct, `h1` hedged.
 */
function marked(source: string): { text: string; attributions: Attribution[] } {
  const [body = '', flags = ''] = source.split('\n##')
  let text = ''
  const open: { role: string; number: string; at: number }[] = []
  const found = new Map<string, Attribution>()
  const of = (number: string) => {
    const known = found.get(number)
    if (known) return known
    const made: Attribution = {
      source: [],
      cue: [],
      content: [],
      kind: 'asserts',
      isDirect: flags.includes(`d${number} `) || flags.endsWith(`d${number}`),
      isHedged: flags.includes(`h${number}`),
    }
    const kind = new RegExp(`k${number}=(\\w+)`).exec(flags)?.[1]
    if (kind) made.kind = kind as Attribution['kind']
    found.set(number, made)
    return made
  }
  for (const piece of body.split(/(\{[sct]\d\||\})/)) {
    const start = /^\{([sct])(\d)\|$/.exec(piece)
    if (start) open.push({ role: start[1] ?? '', number: start[2] ?? '', at: text.length })
    else if (piece === '}') {
      const closed = open.pop()
      if (!closed) continue
      const role = { s: 'source', c: 'cue', t: 'content' }[closed.role] as
        | 'source'
        | 'cue'
        | 'content'
      of(closed.number)[role].push([closed.at, text.length])
    } else text += piece
  }
  return { text, attributions: [...found.values()] }
}

const particulars: Particulars = {
  title: null,
  publisher: 'The Harbour Post',
  byline: null,
  publishedOn: '2024-12-07',
  language: 'en',
}

function candidatesOf(source: string, given: Partial<Particulars> = {}) {
  const { text, attributions } = marked(source)
  const words = (span: Span | null | undefined) => (span ? text.slice(span[0], span[1]) : null)
  return proposeCandidates(text, { ...particulars, ...given }, attributions).map((each) => ({
    who: each.claimant.name,
    what: each.proposition,
    description: each.claimant.description,
    speaker: each.claimant.kind,
    quote: words(each.quote),
    wording: words(each.wording),
    said: each.said?.date ?? null,
    saidWords: words(each.said?.words),
    place: each.place?.name ?? null,
    origin: each.origin?.name ?? null,
    kind: each.kind,
    isOwn: each.attribution === null,
  }))
}

/** What is asked of the first candidate, by a text. */
type Expected = Partial<ReturnType<typeof candidatesOf>[number]>

function table(rows: [source: string, expected: Expected][], given: Partial<Particulars> = {}) {
  it.each(rows)('%s', (source, expected) => {
    const found = candidatesOf(source, given)
    expect(found.find(({ isOwn }) => !isOwn)).toMatchObject(expected)
  })
}

describe('the speaker goes by the fullest name of the text', () => {
  table([
    [
      '{s1|Rebel commander Samir Abdel Hadi} {c1|claimed} that {t1|his men hold the bridge}.',
      { who: 'Samir Abdel Hadi', description: 'Rebel commander', speaker: 'person' },
    ],
    [
      '{t1|The road is cut}, {c1|according to} {s1|Omar Halabi, the mayor of Iraq’s Al-Qaim border town}.',
      { who: 'Omar Halabi', description: 'mayor of Iraq’s Al-Qaim border town' },
    ],
    [
      'The mayor of Orlova, Jana Novak, toured the dam. {s1|Novak} {c1|said} {t1|it would hold}.',
      { who: 'Jana Novak', description: 'mayor of Orlova' },
    ],
    [
      'Ahmed al-Sharaa, known by his alias Abu Mohammed al-Jolani, spoke. {s1|Jolani} {c1|said} {t1|the city would fall}.',
      { who: 'Ahmed al-Sharaa' },
    ],
    [
      'Syria’s defence ministry held a briefing. {t1|“No soldier has left his post,”} {s1|a statement from the ministry} {c1|declared}.\n##d1',
      { who: 'Syria’s defence ministry', speaker: 'institution' },
    ],
    [
      'The Coastal Observatory for Human Rights (COHR) keeps count. {s1|COHR} {c1|said} {t1|nine people were killed}.',
      { who: 'Coastal Observatory for Human Rights', speaker: 'monitor' },
    ],
    [
      'The Britain-based Coastal Observatory for Human Rights keeps count. {s1|The observatory} {c1|said} {t1|nine people were killed}.',
      { who: 'Coastal Observatory for Human Rights' },
    ],
    [
      'Foreign Minister Bassam Kader arrived in Doha. {s1|He} {c1|said} {t1|talks would begin soon}.',
      { who: 'Bassam Kader', what: 'Talks would begin soon.' },
    ],
    [
      '{s1|A spokesman for the Ruritanian army} {c1|said} {t1|the base was empty}.',
      { who: 'Ruritanian army', speaker: 'institution' },
    ],
    [
      '{s1|Kremlin spokesman Dmitry Orlov} {c1|said} {t1|the talks were over}.',
      { who: 'Dmitry Orlov', description: 'Kremlin spokesman', speaker: 'person' },
    ],
    [
      '{s1|Jordan, Russia and the United States} have {c1|urged} {t1|their citizens to leave Syria}.\n##k1=urges',
      { who: 'Jordan, Russia and the United States', kind: 'urges' },
    ],
    [
      '{s1|Moscow} {c1|said} {t1|it had struck two depots}.',
      { who: 'Moscow', speaker: 'institution' },
    ],
    [
      '{s1|Witnesses} {c1|reported} {t1|unrest in Daraa}.',
      { who: 'Witnesses', speaker: 'witness' },
    ],
    [
      '{c1|Reportedly}, {t1|the garrison of Homs has fled the city}.\n##h1 k1=hearsay',
      { who: 'The Harbour Post', speaker: 'outlet', kind: 'hearsay' },
    ],
    [
      '{s1|US President-elect Jane Roe} {c1|said} {t1|the pact would stand}.',
      { who: 'Jane Roe', description: 'US President-elect', speaker: 'person' },
    ],
    [
      '{s1|Then-president Omar Halabi} {c1|said} {t1|the pact would stand}.',
      { who: 'Omar Halabi', description: 'Then-president' },
    ],
    [
      '{s1|Governor Samir al-Hadi of the border district of Orla} {c1|said} {t1|the road was cut}.',
      { who: 'Samir al-Hadi', description: 'Governor of the border district of Orla' },
    ],
    [
      '{s1|Pro-opposition Coast FM} {c1|said} that {t1|the port was closed}.',
      { who: 'Coast FM', speaker: 'outlet' },
    ],
    [
      'Nobody slept. {t1|“The windows shook,”} {c1|said} {s1|Lamia}, who would not give her surname.\n##d1',
      { who: 'Lamia', speaker: 'person' },
    ],
    [
      '{s1|Its spokeswoman}, Eva Mala, earlier {c1|told} a newspaper {t1|the pump had failed}.',
      { who: 'Eva Mala' },
    ],
    [
      '{t1|The army left the valley on Friday, leaving its depots behind, the ministry and a local} {s1|rights monitor} {c1|said}.',
      {
        who: 'ministry and a local rights monitor',
        what: 'The army left the valley on Friday, leaving its depots behind.',
      },
    ],
  ])

  it('gives a participle the subject of the verb before it', () => {
    const found = candidatesOf(
      '{s1|{s2|Ruritania’s} public broadcaster} {c1|denied} {t1|rumours that President Karel Vane had left the country}, {c2|saying} {t2|he was chairing a meeting}.\n##k1=denies',
    )
    expect(found.map(({ who, what }) => `${who}: ${what}`)).toEqual([
      'Ruritania’s public broadcaster: Rumours that President Karel Vane had left the country are untrue.',
      'Ruritania’s public broadcaster: Karel Vane was chairing a meeting.',
    ])
  })

  it('gives a second verb the subject of the first', () => {
    const found = candidatesOf(
      '{s1|Prime Minister Jana Novak} {c1|promised} {t1|new homes for all} and {c2|rejected} {t2|claims that the dam had been opened}.\n##k2=denies',
    )
    expect(found.map(({ who }) => who)).toEqual(['Jana Novak', 'Jana Novak'])
  })
})

describe('a denial of what was just claimed says what that was', () => {
  const denials = (source: string) =>
    candidatesOf(source)
      .filter(({ kind }) => kind === 'denies')
      .map(({ who, what }) => `${who}: ${what}`)

  it('in the sentence before', () => {
    expect(
      denials(
        '{s1|Rebels} {c1|said} {t1|they had entered the port of Orla}. {s2|The navy} {c2|rejected} {t2|the claim}.\n##k2=denies',
      ),
    ).toEqual(['navy: It is not true that Rebels had entered the port of Orla.'])
  })

  it('in the same sentence', () => {
    expect(
      denials(
        '{s1|The mayor} {c1|said} {t1|the bridge had been mined}, {t2|a claim} {s2|the army} {c2|dismissed} {t2|as “baseless”}.\n##k2=denies',
      ),
    ).toEqual(['army: It is not true that the bridge had been mined.'])
  })

  it('or is left out where nobody claimed anything', () => {
    expect(
      denials('The sea was calm. {s1|The navy} {c1|rejected} {t1|the claim}.\n##k1=denies'),
    ).toEqual([])
  })
})

describe('the proposition is a sentence of its own', () => {
  table([
    [
      '{s1|The army} {c1|said} that {t1|opposition forces are in the “final phase of encircling the capital,”}',
      { what: 'Opposition forces are in the final phase of encircling the capital.' },
    ],
    [
      '{s1|The Syrian government} {c1|denies} {t1|any withdrawal from strategic positions}.\n##k1=denies',
      { what: 'There has been no withdrawal from strategic positions.', kind: 'denies' },
    ],
    [
      '{s1|Syria’s defence ministry} {c1|refuted} {t1|claims of troop withdrawals}.\n##k1=denies',
      { what: 'Claims of troop withdrawals are untrue.' },
    ],
    [
      '{s1|The Ruritanian army} {c1|denied} {t1|that its soldiers had fled}.\n##k1=denies',
      { what: 'It is not true that the Ruritanian army’s soldiers had fled.' },
    ],
    [
      '{s1|Commission chairman Peter Roe} {c1|denied} {t1|any involvement in the fraud}.\n##k1=denies',
      { what: 'Peter Roe had no involvement in the fraud.' },
    ],
    [
      '{t1|“Our forces have begun the final phase of encircling the capital,”} {s1|Hassan Abdel Ghani} {c1|said}.\n##d1',
      { what: 'Hassan Abdel Ghani’s forces have begun the final phase of encircling the capital.' },
    ],
    [
      '{t1|“I have never taken a bribe,”} {s1|Jane Roe} {c1|said}.\n##d1',
      { what: 'Jane Roe has never taken a bribe.' },
    ],
    [
      '{s1|The government of Ruritania} {c1|described} {t1|its movements as “redeploying and repositioning”}.',
      { what: 'The government of Ruritania’s movements are redeploying and repositioning.' },
    ],
    [
      '{s1|HTS leader Ahmed al-Sharaa} {c1|reiterated} {t1|the rebels’ primary goal: “The overthrow of this regime.”}',
      { what: 'The rebels’ primary goal is the overthrow of this regime.' },
    ],
    [
      '{s1|HTS leader Ahmed al-Sharaa} {c1|called on} {t1|fighters to prepare for a final push}.\n##k1=urges',
      { what: 'Ahmed al-Sharaa called on fighters to prepare for a final push.' },
    ],
    ['{s1|Witnesses} {c1|reported} {t1|unrest in Daraa}.', { what: 'There was unrest in Daraa.' }],
    [
      '{t1|“The town has fallen,”} {s1|Jane Roe} {c1|said}, {t1|“and the bridge is ours.”}\n##d1',
      { what: 'The town has fallen, and the bridge is ours.' },
    ],
    [
      '{s1|Prime Minister Jane Roe} {c1|said} {t1|she would resign on Monday}.',
      { what: 'Jane Roe would resign on Monday.' },
    ],
    [
      '{s1|The Coastal Seed Bank} {c1|said} {t1|it was moving its seed stores inland}.',
      { what: 'The Coastal Seed Bank was moving its seed stores inland.' },
    ],
    [
      'The bridge lay in the river. {s1|The army} {c1|said} {t1|it had been blown up by rebels}.',
      { what: 'The army said it had been blown up by rebels.' },
    ],
    [
      'The paramilitary Swift Support Forces marched. {s1|The paramilitary Swift Support Forces} {c1|said} {t1|they had seized the depot}.',
      { what: 'The Swift Support Forces had seized the depot.' },
    ],
    [
      '{t1|However, the coast road remains open}, {s1|the police} {c1|said}.',
      { what: 'The coast road remains open.' },
    ],
    [
      'Early Sunday, soldiers were posted around the mill, {s1|the army} {c1|said}, {t1|“regrouping and resting” after a raid}.',
      {
        what: 'Early Sunday, soldiers were posted around the mill, regrouping and resting after a raid.',
      },
    ],
  ])

  it('keeps a count with who made it', () => {
    const found = candidatesOf(
      '{s1|Two nurses} {c1|said} {t1|12 people were hurt}; the village committee put the toll at 19.',
    )
    expect(found.map(({ who, what }) => `${who}: ${what}`)).toEqual([
      'Two nurses: 12 people were hurt.',
      'village committee: The village committee put the toll at 19.',
    ])
  })

  it('begins where its sentence begins', () => {
    const [candidate] = candidatesOf(
      'In coastal Homs, {c2|considered} {t2|a gateway to the sea}, {t1|soldiers have} {c1|reportedly} {t1|dug new trenches}.\n##k1=hearsay',
    )
    expect(candidate).toMatchObject({
      what: 'In coastal Homs, considered a gateway to the sea, soldiers have reportedly dug new trenches.',
      quote:
        'In coastal Homs, considered a gateway to the sea, soldiers have reportedly dug new trenches.',
      place: 'Homs',
    })
  })

  it('drops what says nothing', () => {
    expect(candidatesOf('{t1|“No,”} {s1|Jane Roe} {c1|said}.\n##d1')).toEqual([])
    expect(candidatesOf('{s1|Jane Roe} {c1|said} {t1|so}.')).toEqual([])
    expect(
      candidatesOf('{t1|“Who will pay for all of this?”} {s1|Jane Roe} {c1|asked}.\n##d1'),
    ).toEqual([])
  })
})

describe('said when the words around the cue tell, else on the day of the dateline', () => {
  table([
    [
      '{s1|The army} {c1|said} on Friday {t1|the town was calm}.',
      { said: '2024-12-06', saidWords: 'on Friday' },
    ],
    [
      '{s1|The army} {c1|said} {t1|Thursday that the town was calm}.',
      { said: '2024-12-05', what: 'The town was calm.' },
    ],
    [
      '{s1|The army} {c1|said} on Saturday that {t1|its troops left on Friday}.',
      { said: '2024-12-07' },
    ],
    [
      '{t1|The troops left on Friday}, {s1|the army} {c1|said}.',
      { said: '2024-12-07', saidWords: null },
    ],
    ['In November 2011, {s1|the army} {c1|said} {t1|the town was calm}.', { said: '2011-11' }],
    ['{s1|The army} {c1|said} last month {t1|the town was calm}.', { said: '2024-11' }],
    [
      '{s1|The army} {c1|said} on December 4 at 18:00 GMT {t1|the town was calm}.',
      { said: '2024-12-04' },
    ],
    [
      'BEIRUT, Dec 5 (Reuters) – {s1|The army} {c1|said} on Wednesday {t1|the town was calm}.',
      { said: '2024-12-04', origin: 'Reuters' },
    ],
  ])

  it('leaves it open where no day is known', () => {
    expect(
      candidatesOf('{s1|The army} {c1|said} on Friday {t1|the town was calm}.', {
        publishedOn: null,
      })[0]?.said,
    ).toBe(null)
  })
})

describe('where the outlet has it from', () => {
  table([
    ['{s1|Jane Roe} {c1|told} AFP {t1|the road was cut}.', { origin: 'AFP' }],
    [
      '{s1|Jane Roe} {c1|told} state television that {t1|the road was cut}.',
      { origin: 'state television' },
    ],
    ['{s1|Jane Roe} {c1|told} reporters {t1|the road was cut}.', { origin: null }],
    [
      '{t1|“The road is cut,”} {s1|the defence ministry} {c1|said} in a statement carried by SANA.\n##d1',
      { origin: 'SANA' },
    ],
    ['{s1|The Syrian army} {c1|said} in a statement {t1|the road was cut}.', { origin: null }],
    [
      '{s2|AFP} {c2|reported} that {t2|{s1|the Coastal Observatory} {c1|said} {t1|nine people had been killed in the raid}}.',
      { who: 'Coastal Observatory', origin: 'AFP', kind: 'hearsay' },
    ],
  ])
})

describe('what a claim is about', () => {
  table([
    [
      '{s1|The Coastal Observatory} {c1|said} {t1|the army had left all of Daraa province}.',
      { place: 'Daraa' },
    ],
    [
      '{s1|The army} {c1|said} {t1|two shells fell on Jermana, near Damascus}.',
      { place: 'Jermana' },
    ],
    ['{s1|Washington} {c1|said} {t1|the aid had arrived}.', { place: null }],
    ['{s1|Jane Roe} {c1|said} {t1|her cat was fine}.', { place: null }],
    ['In Kharkiv, {s1|the mayor} {c1|said} {t1|a house had been hit}.', { place: 'Kharkiv' }],
    ['{s1|Police} {c1|said} {t1|three people were hurt in Lebanon, Ohio}.', { place: 'Lebanon' }],
  ])

  it('takes the Lebanon that is meant', () => {
    const { text, attributions } = marked(
      '{s1|Police} {c1|said} {t1|three people were hurt in Lebanon, Ohio}.',
    )
    const [candidate] = proposeCandidates(text, particulars, attributions)
    expect(candidate?.place?.longitude).toBeLessThan(-80)
  })
})

describe('what was passed over or taken in too much', () => {
  table([
    [
      '{s1|Jordan}, Russia, and {s1|the United States} have {c1|urged} {t1|their citizens to leave Syria}.\n##k1=urges',
      { who: 'Jordan, Russia, and the United States' },
    ],
    [
      'The envoy, Jane Roe, {c1|told} local radio {t1|the talks were “going well”}.',
      { who: 'Jane Roe', description: 'envoy', origin: 'local radio' },
    ],
    [
      'One engineer, {s1|who} asked not to be named, {c1|said} {t1|the gates were open}.',
      { who: 'One engineer', what: 'The gates were open.' },
    ],
    [
      '{s1|Jane Roe}, {t1|the town’s mayor}, {c1|said} {t1|ten people were hurt}.',
      { who: 'Jane Roe', what: 'Ten people were hurt.' },
    ],
    [
      '{s1|The army} {c1|said} {t1|the road was open. The rebels deny it}.',
      { what: 'The road was open.' },
    ],
    [
      '{s1|Jane Roe} {c1|posted} {t1|on the messaging app that the bridge had fallen}.',
      { what: 'The bridge had fallen.' },
    ],
  ])

  it('parts a call from the quote that goes on from it', () => {
    const found = candidatesOf(
      '{s1|Rebel leader Omar Sabri} {c1|called} on {t1|fighters to prepare for the last push, stating, “Damascus awaits you.”}',
    )
    expect(found.map(({ what }) => what)).toEqual([
      'Omar Sabri called on fighters to prepare for the last push.',
      'Damascus awaits you.',
    ])
  })

  it('finds a denial that no attribution has', () => {
    const [denial] = candidatesOf(
      'On Friday Syria’s defence ministry refuted claims of troop withdrawals from the south.',
    )
    expect(denial).toMatchObject({
      who: 'Syria’s defence ministry',
      kind: 'denies',
      what: 'Claims of troop withdrawals from the south are untrue.',
    })
  })

  it('takes nothing for said that was not', () => {
    expect(
      candidatesOf('{s1|The army} has not {c1|confirmed} {t1|that the bridge had fallen}.'),
    ).toEqual([])
    expect(candidatesOf('{s1|Observers} {c1|hope} {t1|for calm in the city}.')).toEqual([])
  })

  it('takes what somebody fears for a forecast', () => {
    const [candidate] = candidatesOf('{s1|Observers} {c1|fear} {t1|further chaos in the city}.')
    expect(candidate).toMatchObject({ what: 'Observers fear further chaos in the city.' })
  })
})

describe('quotes', () => {
  it('has the claimant’s own words within the passage', () => {
    const [candidate] = candidatesOf(
      '{s1|Jane Roe} {c1|said} {t1|the town was “entirely in our hands” by noon}. The sea was calm.',
    )
    expect(candidate).toMatchObject({
      quote: 'Jane Roe said the town was “entirely in our hands” by noon.',
      wording: 'entirely in our hands',
    })
  })

  it('takes its part of a sentence where others speak in it too', () => {
    const found = candidatesOf(
      '{s1|The army} {c1|said} {t1|the town was calm}, while {s2|the rebels} {c2|said} {t2|they had taken it}.',
    )
    expect(found.map(({ quote }) => quote)).toEqual([
      'The army said the town was calm',
      'the rebels said they had taken it.',
    ])
  })

  it('keeps a headline and the sentence it repeats as one claim', () => {
    const found = candidatesOf(
      '{t1|Town is calm}: {s1|army}\n\n{s2|The army} {c2|said} {t2|the town is calm}.',
    )
    expect(found.map(({ what }) => what)).toEqual(['The town is calm.'])
  })
})

describe('the outlet’s own voice', () => {
  const own = (text: string) => candidatesOf(text).map(({ who, what }) => `${who}: ${what}`)

  it.each([
    ['Protests erupted in the suburbs of Damascus and a statue was toppled.'],
    ['Rebels seized the airport of Aleppo and two army bases on Friday.'],
    ['The flood cut power to 30,000 homes in the city of Brno.'],
    ['At least 14 people have died in the flood.'],
  ])('asserts: %s', (text) => {
    expect(own(text)).toEqual([`The Harbour Post: ${text}`])
  })

  it.each([
    ['Is the government of Ruritania doing enough for its people?'],
    ['The city of Daraa is widely seen as the cradle of the uprising.'],
    ['The war could spread to Lebanon and draw in other powers.'],
    ['The uprising began in Daraa in 2011 after boys were arrested there.'],
    ['(Reporting by Sam Roe in Beirut; Editing by Lina Haddad)'],
    ['Regional Responses and Global Concerns'],
    ['We visited the camp near Amman and found it empty.'],
    ['Sign up for our newsletter to receive news from Damascus.'],
    ['The ministry in Damascus did not respond to a request for comment.'],
  ])('asserts nothing: %s', (text) => {
    expect(own(text)).toEqual([])
  })
})
