import { baseMap } from './base-map'
import type { Known, Point } from './gather'
import type { Province } from './packed'

/** Words that say that a whole province is meant, in the languages that the desk files in. */
const IS_AREA = /\b(?:province|governorate|oblast|region|countryside)\b|محافظة|ريف/iu
const KIND = /\b(?:the|province|governorate|oblast|region|of)\b|محافظة/giu

/** Where the desk calls a province otherwise than the map. */
const OTHERWISE: Record<string, string> = {
  'damascus countryside': 'rif dimashq',
  'rural damascus': 'rif dimashq',
  'deir ezzor': 'dayr az zawr',
  hasakah: 'hasaka',
  raqqa: 'ar raqqah',
  hama: 'hamah',
  suwayda: 'as suwayda',
  latakia: 'lattakia',
}

function key(name: string): string {
  const plain = name
    .replace(KIND, ' ')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u064b-\u0652`’'ʿʾ]/g, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
  return OTHERWISE[plain] ?? plain
}

let byName: Map<string, Province[]> | null = null

function provincesCalled(name: string): Province[] {
  if (!byName) {
    byName = new Map()
    for (const province of baseMap().provinces)
      for (const each of new Set([key(province.properties.en), key(province.properties.ar)]))
        if (each) byName.set(each, [...(byName.get(each) ?? []), province])
  }
  return byName.get(key(name)) ?? []
}

/** A name that means a whole province, with the province's own point; null for any other. */
export function knownProvince(name: string, near: Point | null): Known | null {
  if (!IS_AREA.test(name)) return null
  const away = ({ properties: { at } }: Province) =>
    near ? Math.hypot(at[1] - near.latitude, at[0] - near.longitude) : 0
  const [found, another] = provincesCalled(name).sort((one, other) => away(one) - away(other))
  // Of several that share a name, only one close by can be meant for sure.
  if (!found || (another && (!near || away(found) > 8))) return null
  const { at, country, admin } = found.properties
  return { latitude: at[1], longitude: at[0], area: { country, admin: admin || null } }
}

export function areaOf(area: NonNullable<Known['area']>): Province[] {
  return baseMap().provinces.filter(
    ({ properties: { country, admin } }) => country === area.country && admin === area.admin,
  )
}
