import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/lib/db'
import { searchJson } from '@/lib/interop/search-json'
import { searchAll } from '@/lib/search/public/search-all'
import { claimSearch, findKind } from '@/lib/search/schema'
import { freshDatabase } from '@/lib/testing/database'
import { settle } from '@/scripts/seed/instance'

let db: Db
let drop: () => Promise<void>
beforeAll(async () => {
  ;({ db, drop } = await freshDatabase())
  await settle(db, { wantsDemo: true, now: new Date('2026-01-01T00:00:00Z') })
}, 120_000)
afterAll(() => drop())

const first = async (q: string) => {
  const search = claimSearch.parse({ q })
  const ctx = { actor: { kind: 'public' as const }, now: new Date(), db, at: null }
  const [result] = searchJson(await searchAll(ctx, search, findKind.options), search, {
    origin: '',
  }).results
  return result && 'name' in result ? `${result.kind} ${result.name}` : result?.kind
}

describe('names of the demo story, however they are spelt, find first', () => {
  it.each([
    ['Damascus', 'place Damascus'],
    ['دمشق', 'place Damascus'],
    ['Dimashq', 'place Damascus'],
    ['Damaskus', 'place Damascus'],
    ['Damas', 'place Damascus'],
    ['بدمشق', 'place Damascus'],
    ['دِمَشْق', 'place Damascus'],
    ['حمص', 'place Homs'],
    ['Hims', 'place Homs'],
    ['Ḥimṣ', 'place Homs'],
    ['حـمـص', 'place Homs'],
    ['درعا', 'place Daraa province'],
    ['Deraa', 'place Daraa province'],
    ["Dar'a", 'place Daraa province'],
    ['القنيطرة', 'place Quneitra'],
    ['Qunaitra', 'place Quneitra'],
    ['Kuneitra', 'place Quneitra'],
    ['دير الزور', 'place Deir Ezzor'],
    ['Deir ez-Zor', 'place Deir Ezzor'],
    ['Dayr az-Zawr', 'place Deir Ezzor'],
    ['الصنمين', 'place Sanamayn'],
    ['Al-Sanamayn', 'place Sanamayn'],
    ['القائم', 'place Al-Qaim border crossing'],
    ['Abdul-Ghany', 'source Hassan Abdel Ghani'],
    ['Hasan Abd al-Ghani', 'source Hassan Abdel Ghani'],
    ['حسن عبدالغني', 'source Hassan Abdel Ghani'],
    ['عبد الغني', 'source Hassan Abdel Ghani'],
    ['Abdulghani', 'source Hassan Abdel Ghani'],
    ['Rami Abdulrahman', 'source Rami Abdel Rahman'],
    ['رامي عبد الرحمن', 'source Rami Abdel Rahman'],
    ['Muhammad Rahmoun', 'source Mohammed al-Rahmoun'],
    ['محمد الرحمون', 'source Mohammed al-Rahmoun'],
    ['Rahmun', 'source Mohammed al-Rahmoun'],
    ['Turki Mahlawi', 'source Turki al-Mahlawi'],
    ['تركي المحلاوي', 'source Turki al-Mahlawi'],
    ['Bassem Awadi', 'source Basem Awadi'],
    ['باسم العوادي', 'source Basem Awadi'],
    ['Syrian Defense Ministry', 'source Syrian defence ministry'],
    ['وزارة الدفاع السورية', 'source Syrian defence ministry'],
    ['Enab Baladi', 'source Enab Baladi'],
    ['عنب بلدي', 'source Enab Baladi'],
    ['Inab Baladi', 'source Enab Baladi'],
    ['مطار دمشق الدولي', 'place Damascus International Airport'],
    ['Damascus Airport', 'place Damascus International Airport'],
    ['ريف دمشق', 'place Damascus countryside'],
    ['سوريا', 'place Syria'],
    ['سورية', 'place Syria'],
    ['Suriya', 'place Syria'],
    ['Syrie', 'place Syria'],
    ['جنوب سوريا', 'place Southern Syria'],
    ['South Syria', 'place Southern Syria'],
    ['Military Operations Administration', 'source Military Operations Administration'],
    ['إدارة العمليات العسكرية', 'source Military Operations Administration'],
    ['رويترز', 'source Reuters'],
    ['شفق نيوز', 'source Shafaq News'],
    ['روداو', 'source Rudaw'],
    ['Abdul-Ghani', 'source Hassan Abdel Ghani'],
    ['Hasan Abdel-Ghani', 'source Hassan Abdel Ghani'],
    ['Hassan Abd El Ghany', 'source Hassan Abdel Ghani'],
    ['Hassan AbdelGhani', 'source Hassan Abdel Ghani'],
    ['Hassan Abdelgani', 'source Hassan Abdel Ghani'],
    ['Ḥasan ʿAbd al-Ġanī', 'source Hassan Abdel Ghani'],
    ['حسن عبد الغنى', 'source Hassan Abdel Ghani'],
    ['حَسَن عَبد الغَنيّ', 'source Hassan Abdel Ghani'],
    ['وحسن عبد الغني', 'source Hassan Abdel Ghani'],
    ['Dimashk', 'place Damascus'],
    ['Dimishq', 'place Damascus'],
    ['Damaskos', 'place Damascus'],
    ['Damascas', 'place Damascus'],
    ['damascus', 'place Damascus'],
    ['دمـشـق', 'place Damascus'],
    ['ودمشق', 'place Damascus'],
    ['لدمشق', 'place Damascus'],
    ['الشام', 'place Damascus'],
    ['Daraa', 'place Daraa province'],
    ['Dar’a', 'place Daraa province'],
    ["Der'a", 'place Daraa province'],
    ['Daraʿa', 'place Daraa province'],
    ['Darʻā', 'place Daraa province'],
    ['محافظة درعا', 'place Daraa province'],
    ['بدرعا', 'place Daraa province'],
    ['Homs', 'place Homs'],
    ['Ḩimş', 'place Homs'],
    ['Hims city', 'place Homs'],
    ['حُمُّص', 'place Homs'],
    ['مدينة حمص', 'place Homs'],
    ['al-Qunaytirah', 'place Quneitra'],
    ['Al-Qunaytra', 'place Quneitra'],
    ['Quneitra', 'place Quneitra'],
    ['القنيطره', 'place Quneitra'],
    ['الـقـنـيـطـرة', 'place Quneitra'],
    ['Deir al-Zor', 'place Deir Ezzor'],
    ['Deir Ezzour', 'place Deir Ezzor'],
    ['Dayr az-Zaur', 'place Deir Ezzor'],
    ['Deir-ez-Zor', 'place Deir Ezzor'],
    ['ديرالزور', 'place Deir Ezzor'],
    ['Sanamein', 'place Sanamayn'],
    ['As-Sanamayn', 'place Sanamayn'],
    ['Al-Qaim', 'place Al-Qaim border crossing'],
    ["Al-Qa'im", 'place Al-Qaim border crossing'],
    ['القائم الحدودي', 'place Al-Qaim border crossing'],
    ['Ministry of Defence', 'source Syrian defence ministry'],
    ['Ministry of Defense of Syria', 'source Syrian defence ministry'],
    ['وزارة الدفاع', 'source Syrian defence ministry'],
    ['SOHR', 'source Syrian Observatory for Human Rights'],
    ['Syrian Observatory', 'source Syrian Observatory for Human Rights'],
    ['المرصد السوري لحقوق الإنسان', 'source Syrian Observatory for Human Rights'],
    ['Rami Abdurrahman', 'source Rami Abdel Rahman'],
    ['Rami Abd al-Rahman', 'source Rami Abdel Rahman'],
    ['رامى عبدالرحمن', 'source Rami Abdel Rahman'],
    ['Mohamed Al Rahmoun', 'source Mohammed al-Rahmoun'],
    ['محمّد الرحمون', 'source Mohammed al-Rahmoun'],
    ['Turki al Mahlawy', 'source Turki al-Mahlawi'],
    ['Basim al-Awadi', 'source Basem Awadi'],
  ])('%s: %s', async (q, expected) => {
    expect(await first(q)).toBe(expected)
  })
})
