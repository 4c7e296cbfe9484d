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
