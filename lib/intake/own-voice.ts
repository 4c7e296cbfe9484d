import { tagAndParse } from './english/syntax'
import { tokenise } from './english/tokens'
import type { IntakeLanguage, Span } from './schema'

/** A sentence of the outlet that asserts a fact, and whether it leaves room for doubt. */
export type OwnAssertion = { isHedged: boolean }

const BOILERPLATE =
  /^(?:reporting|writing|editing|additional reporting|compiled|translated|edited|written) by\b|contribut(?:ed|ing) (?:to this (?:report|story|article)|reporting)|all rights reserved|^©|copyright|\b(?:click|tap) (?:here|to)\b|^(?:subscribe|sign up|read more|read also|see also|also read|follow (?:us|@)|watch|listen|related|share|advertisement|photo|image|file photo|video|caption|source|correction|editor[’']s note|updated|published|last updated|more on|this (?:story|article|report|post|page|is a developing))\b|\((?:AP |File )?Photo|\b(?:Getty Images|newsletter|cookies|podcast)\b|https?:\/\/|@\w/i
/** Words of opinion, guess and background, with which nobody can be held to a fact. */
const SOFT =
  /\b(?:may|might|could|would|should|must|perhaps|maybe|probably|likely|unlikely|seems?|seemed|appears?|appeared|unclear|remains? to be seen|fears?|feared|hopes?|hoped|believes?|believed|expected|arguably|unfortunately|sadly|surprisingly|of course|imagine|historically|traditionally|for (?:decades|centuries|years|generations)|in recent (?:years|decades)|decades|centuries|ever since|widely|considered|so-called|best known|is known|was founded|was born|was established|dates back|if|unless)\b/i
/** Somebody else’s statement, though nobody was found for it. */
const SAYS =
  /\b(?:said|says|saying|told|according to|claims? (?:that|to)|claimed|alleged|argued|argues|believes?|wrote|tweeted|hailed|praised|criticized|criticised|condemned|welcomed|thanked|vowed|urged|warned|called (?:for|on|it|the|him|her))\b/i
/** Silence is no claim. */
const SILENCE =
  /\b(?:not (?:immediately |yet )?(?:comment|commented|respond|responded|replied|reply|answered|returned)|declin(?:ed|es) to (?:comment|answer|say)|no (?:immediate )?comment|could not (?:be reached|independently|immediately)|not independently verif|unable to verify|contacted|has been approached|provide(?:d)? (?:no|any)? ?evidence)\b/i
const FIRST_PERSON = /\b(?:I|[Ww]e|[Oo]urs?|us|[Mm]y|me|[Yy]ou|[Yy]our|[Ll]et[’']s)\b/
const HEDGE =
  /\b(?:reportedly|allegedly|apparently|supposedly|purportedly|reports? (?:indicate|suggest|say|of)|it (?:is|was) reported|are (?:said|reported|thought|understood) to|is (?:said|reported|thought|understood) to)\b/i
/** Reports that nobody is named for. */
const UNSOURCED =
  /^(?:\p{L}+,? )?(?:\p{L}+ )?reports (?:\p{L}+ )?(?:indicate|suggest|say|claim|emerged|point)/iu
/** What happens in the news, after its subject. */
const HAPPENS =
  /(?<!\b(?:the|a|an|of|in|by|with|any|no|its|their|newly|and|or)\s)\b(?:erupted|broke out|collapsed|fell|seized|captured|took|retook|stormed|entered|crossed|fled|evacuated|withdrew|retreated|advanced|pushed|launched|fired|struck|hit|bombed|shelled|attacked|killed|wounded|injured|died|arrested|detained|released|freed|closed|opened|reopened|suspended|halted|resumed|signed|approved|passed|voted|won|lost|elected|appointed|sacked|resigned|sentenced|jailed|convicted|charged|sued|acquitted|imposed|lifted|banned|destroyed|burned|burnt|toppled|torched|looted|swept|flooded|cut|blocked|cancelled|canceled|grounded|crashed|sank|exploded|derailed|rose|climbed|dropped|increased|decreased|reached|hit|topped|exceeded|deployed|sent|moved|arrived|left|returned|displaced|gathered|marched|protested|rallied|clashed|besieged|surrounded|encircled|recaptured|declared|issued|published|announced|held|met|began|started|ended|shut|pulled|intercepted|downed|shot down)\b/i
/** Verbs of mind and state, which report no event. */
const STATES =
  /^(?:seem|believ|feel|felt|thought|think|knew|know|hop|want|wish|need|mean|meant|tend|loved?|hat|liked?|deserv|depend|belong|consist|represent|symboli|matter|concern|interest|worr|fear|remain|stay|look|sound|regard|consider|admir|doubt|wonder|lack|includ|involv|contain|reflect|illustrat|highlight|underscor|underlin|emphasi|demonstrat|suggest|impl|rais(?:ed|es) (?:questions|concerns)|come|comes|came|make|makes)/i
const FIGURE =
  /(?:\b\d[\d,.]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|scores|hundreds?|thousands?|millions?|half|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety))(?:[ -](?:million|billion|trillion|percent|per cent|thousand))?\s*(?:%|\p{L}+)/iu
const MEASURE =
  /\b\d[\d,.]*\s*(?:%|percent|per cent|km\b|kilomet|miles?\b|met(?:er|re)s?\b|people|troops|soldiers|fighters|civilians|children|women|men\b|homes|houses|buildings|vehicles|tanks|rockets|missiles|drones|seats|votes|dollars|euros|tonnes|tons|degrees|magnitude|million|billion|deaths|cases|injured|wounded|dead|killed)/i

/**
 * Whether the sentence at `span` asserts, in the outlet's own voice, a fact that can be checked: who did what where, or
 * a figure. Null for questions, opinions, background, headings and what surrounds an article.
 */
export function ownAssertionAt(
  text: string,
  span: Span,
  anchor: string | null,
  language: IntakeLanguage,
): OwnAssertion | null {
  const sentence = text.slice(span[0], span[1])
  if (sentence.length < 30 || sentence.length > 600) return null
  return language === 'ar' ? arabicAssertion(sentence, anchor) : englishAssertion(sentence, anchor)
}

function englishAssertion(sentence: string, anchor: string | null): OwnAssertion | null {
  if (!/[.!”"’)]$/.test(sentence) || /[?]/.test(sentence) || /^[“"‘'•*–—-]/.test(sentence))
    return null
  // Of whom or what is told, the sentence before says.
  if (/^(?:He|She|It|They|This|These|Those|That|His|Her|Their|Its)\b/.test(sentence)) return null
  if (SAYS.test(sentence)) return null
  if (BOILERPLATE.test(sentence) || SILENCE.test(sentence) || FIRST_PERSON.test(sentence))
    return null
  const isHedged = HEDGE.test(sentence)
  if (UNSOURCED.test(sentence)) return { isHedged: true }
  if (SOFT.test(sentence) && !MEASURE.test(sentence)) return null
  if (/\b(?:would|could|should|might|if|perhaps|believe|hope|fear)\b/i.test(sentence)) return null
  if (isPast(sentence, anchor)) return null
  const isNamed = /(?<!^)(?<![.!?]\s)\b\p{Lu}\p{L}+/u.test(sentence.slice(1))
  const isMeasured = MEASURE.test(sentence)
  if (!isNamed && !isMeasured && !FIGURE.test(sentence)) return null

  // What happened is plain to see in most; the rest is parsed.
  if (HAPPENS.test(sentence)) return { isHedged }
  const tokens = tokenise(sentence)
  const words = Array.from({ length: tokens.count }, (_, i) =>
    sentence.slice(tokens.start[i], tokens.end[i]),
  )
  if (words.length < 6 || words.length > 70) return null
  const { tags, heads, labels } = tagAndParse(words)
  const childOf = (head: number, label: RegExp) =>
    words.some((_, i) => heads[i] === head && label.test(labels[i] ?? ''))
  const isEvent = (i: number) => {
    const tag = tags[i] ?? ''
    if (STATES.test(words[i] ?? '') || !childOf(i, /^nsubj/)) return false
    return tag === 'VBD' || (/^VB[NG]$/.test(tag) && childOf(i, /^aux/))
  }
  const root = heads.indexOf(-1)
  if (isEvent(root)) return { isHedged }
  // "There were 40 people in it", "the rebels are 20 kilometres from …": a figure says enough.
  const asserts = words.some(
    (_, i) =>
      childOf(i, /^nsubj/) &&
      (isMeasured || (i !== root && isEvent(i) && !/^(?:advcl|acl)/.test(labels[i] ?? ''))),
  )
  return asserts ? { isHedged } : null
}

/** Years before the last are history, not news. */
function isPast(sentence: string, anchor: string | null): boolean {
  const years = [
    ...sentence.matchAll(/\b(1[5-9]\d\d|20\d\d)\b(?!\s*(?:people|troops|soldiers|homes|dead))/g),
  ].map((match) => Number(match[1]))
  const now = anchor ? Number(anchor.slice(0, 4)) : null
  return years.length > 0 && (now === null ? false : years.every((year) => year < now - 1))
}

const ARABIC_BOILERPLATE =
  /^(?:اقرأ أيضا|اقرأ المزيد|إقرأ|للمزيد|تابعنا|تابعونا|المصدر|حقوق النشر|جميع الحقوق|شارك|صورة|فيديو|تحرير|إعداد|ترجمة)|إعداد .{2,40} (?:تحرير|للنشرة)|https?:\/\//
const ARABIC_SOFT =
  /(?:^|\s)(?:قد [يتن]\S+|ربما|لعل|يبدو|من المحتمل|من المرجح|يمكن|قد يكون|ينبغي|يجب|لو|يعتقد|يتوقع|من المتوقع|كأن|يعد|يعتبر|تعد|تعتبر|أظن|نحن|لطالما)(?=\s)/
const ARABIC_EVENT =
  /(?:^|\s)(?:و|ف)?(?:قتل|قتلت|قتلوا|لقي|لقيت|أصيب|أصيبت|جرح|جرحت|سيطر|سيطرت|دخل|دخلت|انسحب|انسحبت|قصف|قصفت|استهدف|استهدفت|اعتقل|اعتقلت|أوقف|أوقفت|أطلق|أطلقت|شن|شنت|نفذ|نفذت|تقدم|تقدمت|سقط|سقطت|اندلع|اندلعت|وصل|وصلت|غادر|غادرت|عبر|عبرت|نزح|نزحت|فر|فرت|وقع|وقعت|وقعوا|افتتح|افتتحت|أغلق|أغلقت|ارتفع|ارتفعت|انخفض|انخفضت|بلغ|بلغت|شهد|شهدت|تعرض|تعرضت|هز|هزت|دمر|دمرت|تسبب|تسببت|أسفر|أسفرت|انفجر|انفجرت|تظاهر|خرج|خرجت|أقر|أقرت|انتخب|فاز|فازت|خسر|خسرت|حكم|حكمت|أفرج|أفرجت|أسقط|أسقطت|استعاد|استعادت|عثر|عثرت|انهار|انهارت|غرق|غرقت|ضرب|ضربت|اجتمع|التقى|التقت|بدأ|بدأت|توقف|توقفت|انتشر|انتشرت|أحرق|أحرقت|فقد|فقدت|نقل|نقلت|عاد|عادت|تم|جرى|جرت|صادر|صادرت|حاصر|حاصرت|أجلت|أجلى|سجل|سجلت|توفي|توفيت|استولى|استولت|هاجم|هاجمت|اقتحم|اقتحمت)(?=\s)/

function arabicAssertion(sentence: string, anchor: string | null): OwnAssertion | null {
  if (!/[.!؟»”"]$/.test(sentence) || /[؟?]/.test(sentence) || ARABIC_BOILERPLATE.test(sentence))
    return null
  if (ARABIC_SOFT.test(sentence) || !ARABIC_EVENT.test(sentence) || /^["«“]/.test(sentence))
    return null
  const words = sentence.split(/\s+/).length
  if (
    words < 6 ||
    words > 70 ||
    isPast(
      sentence.replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660)),
      anchor,
    )
  )
    return null
  return { isHedged: /(?:يقال|يزعم|أنباء عن|تقارير عن|بحسب تقارير)/.test(sentence) }
}
