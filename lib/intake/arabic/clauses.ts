import { BEFORE_CIRCUMSTANCE, THAT } from './cues'
import type { Token } from './tokens'

/** أن without a pronoun. */
export function isBareThat(form: string): boolean {
  return /^[وفبل]*ان$/.test(form)
}

export function isThat(form: string): boolean {
  return THAT.test(form)
}

/** طلب عدم كشف هويته, رافضاً ذكر اسمه: on what condition somebody speaks. */
export function isCondition(tokens: Token[], at: number): boolean {
  if (
    !/^[وف]?(?:طلب|رفض|فضل|اشترط|طالب|رافض|مشترط|مفضل)(?:ت|وا|ا|ه|ين)?$/.test(
      tokens[at]?.form ?? '',
    )
  )
    return false
  return [2, 3, 4].some((ahead) =>
    /^(?:اسم|هويت)(?:ه|ها|هم|هما)$/.test(tokens[at + ahead]?.form ?? ''),
  )
}

/** The letters of سي إن إن. */
export function isInitial(tokens: Token[], at: number): boolean {
  const [before, earlier] = [tokens[at - 1]?.form, tokens[at - 2]?.form]
  return (before === 'سي' && tokens[at + 1]?.form === 'ان') || (before === 'ان' && earlier === 'سي')
}

/** ان after a word that makes a clause of circumstance of it. */
export function opensCircumstance(tokens: Token[], at: number): boolean {
  const before = tokens[at - 1]
  return before !== undefined && BEFORE_CIRCUMSTANCE.has(before.form.replace(/^[وف](?=..)/, ''))
}

/** كما, فيما, وكان, غير أن before the clause are no part of what was said before it. */
export function clauseWithOpener(tokens: Token[], clause: number, least: number): number {
  let from = clause
  if (isContrast(tokens, clause)) from -= 2
  while (from > least && from > clause - 3 && CLAUSE_OPENING.test(tokens[from - 1]?.form ?? ''))
    from--
  return from
}

const CLAUSE_OPENING = /^[وف]?(?:كما|بينما|فيما|قد|كان|كانت|حين|في|حيث|لكن|لكنه|لكنها|لكنهم)$/

export function startsClause(tokens: Token[], clause: number): boolean {
  const before = tokens[clause - 1]
  if (before === undefined || /^[،؛,;]$/.test(before.form) || isContrast(tokens, clause))
    return true
  return before.form !== 'في' && CLAUSE_OPENING.test(before.form)
}

/** غير أن, إلا أن: another clause begins after them. */
function isContrast(tokens: Token[], clause: number): boolean {
  return (
    /^(?:ان|انه|انها|انهم)$/.test(tokens[clause - 1]?.form ?? '') &&
    /^(?:غير|الا|بيد)$/.test(tokens[clause - 2]?.form ?? '')
  )
}

/** رفض التعليق, رفض تأكيد أو نفي: what is not said. */
export function isRefusal(tokens: Token[], at: number, content: number): boolean {
  return (
    /^[وف]?(?:رفض|رفضت|رفضوا|يرفض|ترفض|رافضا|رافضه)$/.test(tokens[at]?.form ?? '') &&
    /^(?:ال)?(?:تعليق|تاكيد|نفي|ادلاء|افصاح|كشف|خوض|اجابه|رد)$/.test(tokens[content]?.form ?? '')
  )
}
