import type { z } from 'zod'
import type { Act } from '@/lib/auth/policy'
import { leastRole } from '@/lib/auth/policy'
import type { AppError } from '@/lib/errors'
import { type Words, wordsOf } from '@/lib/words/words-of'

type Facts = Record<string, unknown>

/** The sentence for one field that the schema did not take. */
export function wordIssue(issue: z.core.$ZodIssue, words: Words = wordsOf()): string {
  const [slug = '', figure = ''] = issue.message.split(':')
  const worded = sayIfThere(words, `deskField.${slug}`, { figure: Number(figure) })
  if (worded) return worded
  switch (issue.code) {
    case 'invalid_value':
    case 'invalid_union':
      return words.say('deskField.choose')
    case 'too_big':
      return words.say('deskField.tooBig', { figure: String(issue.maximum) })
    case 'too_small':
      return words.say('deskField.tooSmall', { figure: String(issue.minimum) })
    default:
      return words.say('deskField.required')
  }
}

/** The sentence for whatever a command refused. */
export function wordError(error: AppError, words: Words = wordsOf()): string {
  const { say } = words
  const facts = error.details.facts ?? {}
  if (error.code === 'not_found') return say('deskRefusal.notFound')
  // A verdict can lack several things; whoever proposed it is told of all of them at once.
  if (Array.isArray(facts.unmet)) {
    return facts.unmet
      .map((need: { reason: string; facts?: Facts }) => wordRule(need.reason, need.facts, words))
      .join(' ')
  }
  const worded = wordReason(error.reason, facts, words)
  if (worded) return worded
  if (error.code === 'forbidden') return wordForbidden(error.reason, words)
  if (error.code === 'conflict') return say('deskRefusal.conflict')
  if (error.code === 'unavailable') return say('deskRefusal.unavailable')
  return say('deskRefusal.rules', { reason: error.reason.replaceAll('_', ' ') })
}

/** The sentence for a rule that a verdict does not meet yet; the same before pressing and after. */
export function wordRule(reason: string, facts: Facts = {}, words: Words = wordsOf()): string {
  return (
    wordReason(reason, facts, words) ??
    words.say('deskRefusal.needs', { reason: reason.replaceAll('_', ' ') })
  )
}

function wordReason(reason: string, facts: Facts, words: Words): string | null {
  return sayIfThere(words, `deskReason.${reason}`, {
    megabytes: 10,
    most: 1_000_000,
    count: 0,
    role: '',
    ...plain(facts),
    ...told(facts),
    ...waiting(Number(facts.seconds ?? 0)),
    ...missingOrigins(facts, words),
  })
}

type Given = Record<string, string | number>

/** What can be put into a sentence as it is. */
function plain(facts: Facts): Given {
  return Object.fromEntries(
    Object.entries(facts).filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  )
}

/** Facts that may be missing, each with whether it is there. */
function told({ name, host, status, type, is, says }: Facts): Given {
  return Object.fromEntries(
    Object.entries({ name, host, status, type, is, says }).flatMap(([key, value]) => [
      [key, value ? String(value) : ''],
      [`has${key.charAt(0).toUpperCase()}${key.slice(1)}`, value ? 'yes' : 'no'],
    ]),
  )
}

function waiting(seconds: number): Given {
  if (seconds <= 0) return { unit: 'unknown', n: 0 }
  return seconds < 90
    ? { unit: 'seconds', n: seconds }
    : { unit: 'minutes', n: Math.ceil(seconds / 60) }
}

function missingOrigins(facts: Facts, { say }: Words): Given {
  const needed = Number(facts.needed ?? 2)
  const have = Number(facts.have ?? 0)
  const names = Array.isArray(facts.origins)
    ? facts.origins.filter((name) => typeof name === 'string')
    : []
  const missing = Math.max(1, needed - have)
  return {
    missing,
    more: missing > 1 && have > 0 ? 'yes' : 'no',
    hasNames: names.length > 0 ? 'yes' : 'no',
    names: names.join(say('ui.comma')),
  }
}

function wordForbidden(reason: string, words: Words): string {
  const { say } = words
  if (reason === 'claim:edit-public') return say('deskRefusal.editPublic')
  const act = sayIfThere(words, `deskAct.${reason}`)
  if (!act) return say('deskRefusal.role')
  return say('deskRefusal.act', { act, least: leastRole[reason as Act] })
}

/** What is said under a key that comes from a schema or a command, or nothing where nobody wrote a sentence for it. */
function sayIfThere({ say }: Words, key: string, given: Given = {}): string | null {
  const [, name = ''] = /^\w+\.([\w:-]+)$/.exec(key) ?? []
  if (name === '' || name in Object.prototype || !say.has(key as 'site.name')) return null
  return (say as unknown as (key: string, given: Given) => string)(key, given)
}
