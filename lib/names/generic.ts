/** What generic words of names mean: the same in both languages, however it is written. */
type Generic = { concept: string; isKind: boolean }

/** What sort of place it is, which one language says and the other leaves out: Aleppo Governorate, مدينة حمص. */
const KINDS = `
  unit: governorate province region state county provincia provincie departamento prefecture oblast voivodeship canton department district subdistrict
    municipality commune division territory krai raion rayon emirate wilaya wilayah muhafazat mintaqat markaz qada kaza nahiyah
    gmina powiat shi ku gun parish autonomous okrug kommune concelho of the
    محافظة محافظه ولاية ولايه مقاطعة مقاطعه إقليم اقليم منطقة منطقه مديرية مديريه بلدية بلديه قضاء ناحية ناحيه دائرة دائره
    شعبية شعبيه إدارة اداره ادارة عمالة عماله لواء كانتون أوبلاست اوبلاست كراي جهة جهه إمارة اماره مركز قسم أبرشية ابرشيه
    جماعة جماعه كومونة حكم ذاتي
  town: city town ville village municipal madinat qaryat مدينة مدينه بلدة بلده قرية قريه
  quarter: quarter neighbourhood neighborhood suburb hayy حي ضاحية ضاحيه`

/** What tells places of one name from each other, often said in another word rather than spelt. */
const OTHERS = `
  island: island isle isla ile ilha jazirat جزيرة جزيره
  islands: islands isles islas iles ilhas جزر
  river: river rio nahr نهر
  mountain: mount mountain mt jabal jebel djebel جبل
  mountains: mountains jibal جبال
  lake: lake lago lac buhayrat بحيرة بحيره
  sea: sea bahr بحر
  gulf: gulf bay khalij خليج
  valley: valley wadi وادي وادى
  airport: airport matar مطار
  international: international دولي دولى دولية دوليه
  countryside: countryside rural rif ريف
  camp: camp mukhayyam مخيم
  bridge: bridge jisr جسر
  castle: castle qalat قلعة قلعه
  port: port puerto porto mina ميناء بورت بويرتو بورتو
  university: university جامعة جامعه
  new: new nueva nuevo nova novo nouvelle neu nieuw جديد جديدة جديده نيو نويفا
  old: old قديم قديمة قديمه
  north: north northern norte nord shamal shamali shamaliyah شمال شمالي شمالى شمالية شماليه نورث
  south: south southern sur sud janub janubi janubiyah جنوب جنوبي جنوبى جنوبية جنوبيه ساوث
  east: east eastern est ost sharq sharqi sharqiyah شرق شرقي شرقى شرقية شرقيه إيست ايست
  west: west western ouest oeste gharb gharbi gharbiyah غرب غربي غربى غربية غربيه ويست
  centre: central centre center وسط وسطى أوسط اوسط مركزي سنترال
  upper: upper alta alto haut haute ober علوي علوية عليا أعلى اعلى أعالي اعالي فوقاني فوقا أبر ابر
  lower: lower baja bajo bas basse سفلي سفلية سفلى أسفل اسفل أدنى تحتاني تحتا لوور
  great: great greater grand big kabir kabirah كبير كبيرة كبيره كبرى
  little: little small lesser petit saghir saghirah صغير صغيرة صغيره صغرى ليتل
  saint: saint st sta ste san sant santa sao sainte sint sankt santo سان سانت سانتا سانتو ساو سينت قديس قديسة
  republic: republic جمهورية جمهوريه`

const GENERIC = new Map<string, Generic>()
for (const [table, isKind] of [
  [KINDS, true],
  [OTHERS, false],
] as const) {
  for (const row of table.trim().split(/\s*\n\s*(?=\w+:)/)) {
    const [concept = '', words = ''] = row.split(':')
    for (const word of words.trim().split(/\s+/))
      GENERIC.set(word, { concept: concept.trim(), isKind })
  }
}

/** The meaning of a word as `wordsOf` gives it, where it is one that many names have; null of any other. */
export function genericOf(word: string): Generic | null {
  return GENERIC.get(word) ?? null
}

/** The words that mean the same as a generic one, in either language. */
export function likewiseOf(word: string): string[] {
  const concept = GENERIC.get(word)?.concept
  return [...GENERIC].filter(([, each]) => each.concept === concept).map(([each]) => each)
}

/** How far the generic words of a name agree with those sought, 1 where they do. */
export function agreementOf(sought: readonly Generic[], its: readonly Generic[]): number {
  return losses(sought, its, 0.85) * losses(its, sought, 0.9)
}

/** What only the one says: little lost by what sort of place it is, more by what tells two of a name apart. */
function losses(ones: readonly Generic[], others: readonly Generic[], loss: number): number {
  let left = 1
  for (const { concept, isKind } of ones) {
    if (!others.some((each) => each.concept === concept)) left *= isKind ? 0.98 : loss
  }
  return left
}
