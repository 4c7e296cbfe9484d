import { isCondition, isRefusal } from './clauses'
import { PARTICIPLE_FORMS } from './cues'
import { type Frame, frameAt, isComma, isDenial, recent } from './frames'
import { findMark } from './marks'
import type { Range, Token } from './tokens'
import type { FoundVerb } from './verbs-in-text'
import { moveToObject, speakerBefore, subjectOf } from './who-says'

/** مشيراً إلى أن, مؤكدةً أن: the speaker of the sentence goes on. */
export function participleFrame(
  tokens: Token[],
  at: number,
  sentence: Range,
  before: Frame[],
  within: number,
): Frame | null {
  const token = tokens[at]
  if (!token || at === sentence.from) return null
  const isJoined = !PARTICIPLE_FORMS.has(token.form) && token.form.startsWith('و')
  const cue = PARTICIPLE_FORMS.get(isJoined ? token.form.slice(1) : token.form)
  if (!cue) return null
  const takesNoun = cue.takesNoun && token.form.endsWith('ا')
  const found: FoundVerb = {
    verb: {
      ...cue,
      takesNoun,
      isLedOnly: false,
      takesPerson: cue.takesNoun,
      takesAddressee: false,
      mustHave: null,
    },
    isPassive: false,
    isAmbiguous: false,
    isJoined: true,
    hasPronoun: true,
  }
  const near = { from: sentence.from, to: Math.min(sentence.to, at + 10) }
  const mark = findMark(tokens, at, near, found, within)
  if (mark && cue.takesNoun && mark.kind === 'preposition') moveToObject(tokens, at, found, mark)
  const isNear = mark && (mark.at <= at + 4 || token.form.endsWith('ا'))
  const content = isNear ? mark.content : takesNoun ? at + 1 : -1
  if (isCondition(tokens, at) || isRefusal(tokens, at, content))
    return { ...frameAt(at), closes: true }
  // مبانٍ مهددة بالانهيار describes, where no comma is before it.
  if (!token.form.endsWith('ا') && mark?.kind === 'preposition' && !isComma(tokens[at - 1]))
    return null
  // رد المتحدث قائلاً: one saying.
  const same = recent(before).findLast((frame) => frame.isOpen && frame.content.from === content)
  if (same) {
    same.cue.push({ from: at, to: at + 1 })
    return null
  }
  if (content < 0 || content >= sentence.to || isComma(tokens[content])) return null
  return {
    ...frameAt(at),
    cue: [{ from: at, to: at + 1 }, ...(mark?.cue ?? [])],
    source: speakerBefore(before) ?? subjectOf(tokens, sentence, at),
    content: { from: content, to: sentence.to },
    isOpen: true,
    kind: isDenial(tokens, content) ? 'denies' : cue.kind,
    isHedged: cue.isHedged,
    closes: true,
  }
}
