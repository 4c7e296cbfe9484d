import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { wordError, wordIssue, wordRule } from '@/app/_server/messages'
import { databaseTroubles } from '@/lib/database-failures'
import { AppError } from '@/lib/errors'
import { wordsOf } from '@/lib/words/words-of'

describe('a refusal in words', () => {
  it('says how many origins are missing, and which are there', () => {
    const sentence = wordRule('needs_independent_support', { needed: 2, have: 1, origins: ['AFP'] })
    expect(sentence).toBe(
      'Needs supporting evidence of one more independent origin, not the claimant. So far: AFP.',
    )
  })

  it('names everything that a verdict lacks', () => {
    const unmet = [
      { reason: 'needs_context', facts: {} },
      { reason: 'needs_what_overtook', facts: {} },
    ]
    const sentence = wordError(new AppError('refused', 'needs_context', { facts: { unmet } }))
    expect(sentence).toContain('context evidence')
    expect(sentence).toContain('overtook')
  })

  it('says which role an act takes', () => {
    expect(wordError(new AppError('forbidden', 'verdict:propose'))).toBe(
      'Your role doesn’t let you propose verdicts; that takes an editor.',
    )
  })

  it.each(databaseTroubles)(
    'of %s says what was saved, that the text is kept and what to do',
    (reason) => {
      const sentence = wordError(new AppError('unavailable', reason))
      expect(sentence).toMatch(
        /^The .*database.* Nothing was saved; your text is kept\. .*(again|Tell)/,
      )
    },
  )

  it('of an answer that was lost does not claim to know', () => {
    const sentence = wordError(new AppError('unavailable', 'answer_lost'))
    expect(sentence).toMatch(/can’t say yet whether it was.* text is kept\. Press again/)
    expect(sentence).not.toContain('Nothing was saved')
  })

  it('is a sentence for every schema’s complaint', () => {
    const schema = z.object({
      a: z.string().max(2, 'too_long:2'),
      b: z.enum(['x']),
      c: z.string(),
      d: z.number().max(3),
    })
    const { error } = schema.safeParse({ a: 'abc', b: 'y', d: 4 })
    expect(error?.issues.map((issue) => wordIssue(issue))).toEqual([
      'Keep this to 2 characters.',
      'Choose one of these.',
      'Fill this in.',
      'Give at most 3.',
    ])
  })

  it('is said in the language that it is asked for', () => {
    const arabic = wordsOf('ar')
    expect(wordError(new AppError('forbidden', 'verdict:propose'), arabic)).toBe(
      'دورك لا يتيح لك اقتراح أحكام؛ هذا يتطلب محررًا.',
    )
    const rule = wordRule(
      'needs_independent_support',
      { needed: 2, have: 1, origins: ['AFP'] },
      arabic,
    )
    expect(rule).toContain('من أصل مستقل واحد')
    expect(rule).toContain('AFP')
  })

  it.each(['__proto__', 'constructor', 'a.b', ''])(
    'of %j, which nobody wrote, is a rule',
    (reason) => {
      expect(wordError(new AppError('refused', reason))).toMatch(
        /^The desk’s rules don’t allow this/,
      )
    },
  )
})
