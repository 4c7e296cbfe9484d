import { isolate, relationWord } from '@/app/(desk)/desk/claims/[id]/claim-words'
import type { ActivityBody, ActivityType } from '@/lib/activity/schema'
import type { RelationType } from '@/lib/relations/schema'
import type { Words } from '@/lib/words/words-of'

type Facts = Record<string, string | number>

/** What somebody did, after their name: "Lina Haddad attached …". */
export function wordActivity(body: ActivityBody, words: Words): string {
  const said = (facts: Facts = {}) => sayOf(words)(`deskActivity.${keyOf(body.type)}`, facts)
  const name = (text: string | null | undefined) => isolate(text ?? '')
  const status = (slug: string) => words.say(`status.${slug as 'verified'}`)
  switch (body.type) {
    case 'source.created':
    case 'source.alias-added':
      return said({ name: name(body.payload.name) })
    case 'source.edited':
    case 'story.edited':
    case 'claim.edited':
      return said({ fields: fieldList(body.payload.after, words) })
    case 'source.graded':
      return said({ after: body.payload.after, before: body.payload.before ?? 'none' })
    case 'document.added':
      return said({ title: name(body.payload.title), publisher: name(body.payload.publisher) })
    case 'document.origin-changed':
      return said({
        after: name(body.payload.after ?? words.say('deskActivity.unknown')),
        had: body.payload.before ? 'yes' : 'no',
        before: name(body.payload.before),
      })
    case 'story.created':
    case 'intake.started':
    case 'intake.dropped':
      return said({ title: name(body.payload.title) })
    case 'claim.filed':
      return said({ claimant: name(body.payload.claimant) })
    case 'claim.assigned':
      return said({
        to: body.payload.after ? 'one' : 'nobody',
        after: name(body.payload.after),
        had: body.payload.before ? 'yes' : 'no',
        before: name(
          body.payload.after
            ? body.payload.before
            : (body.payload.before ?? words.say('deskActivity.somebody')),
        ),
      })
    case 'claim.shown':
      return said({
        first: String(body.payload.isFirst),
        appearances: body.payload.appearances,
        relations: body.payload.relations,
      })
    case 'appearance.added':
    case 'appearance.withdrawn':
    case 'evidence.withdrawn':
    case 'evidence.origin-changed':
      return said({ document: name(body.payload.document) })
    case 'relation.added':
    case 'relation.withdrawn':
      return said({ relation: relation(body.payload, words), other: name(body.payload.other) })
    case 'relation.other-changed':
      return said({ change: body.payload.change, other: name(body.payload.other) })
    case 'intake.filed': {
      const { title, claims, appearances, relations } = body.payload
      return said({ title: name(title), claims, appearances, relations })
    }
    case 'evidence.attached': {
      const { stance, credibility, document } = body.payload
      return said({ stance, credibility, document: name(document) })
    }
    case 'evidence.graded': {
      const { document, after, before } = body.payload
      return said({ document: name(document), after, before })
    }
    case 'evidence.speaker-changed':
      return said({ source: name(body.payload.source) })
    case 'verdict.proposed': {
      const { confidence, kind } = body.payload
      return said({ status: status(body.payload.status), confidence, kind })
    }
    case 'verdict.taken-back':
    case 'verdict.sent-back':
      return said({ status: status(body.payload.status) })
    case 'verdict.published':
      return said({
        status: status(body.payload.status),
        before: status(body.payload.before),
        kind: body.payload.kind,
      })
    case 'person.invited':
      return said({ email: name(body.payload.email), role: body.payload.role })
    case 'person.invitation-revoked':
      return said({ email: name(body.payload.email) })
    case 'person.role-changed':
      return said({ before: body.payload.before, after: body.payload.after })
    case 'person.signed-out-everywhere':
      return said({ sessions: body.payload.sessions })
    case 'record.key-changed':
      return said({ reason: body.payload.reason })
    case 'claim.taken-up':
    case 'claim.set-aside':
    case 'claim.reopened':
    case 'claim.withdrawn':
    case 'story.shown':
      return said()
    default:
      return typeWord(body.type, words)
  }
}

/** The reason that was given with an act, where one was. */
export function reasonOf(body: ActivityBody): string | null {
  // Of a key the sentence says it already.
  if (body.type === 'record.key-changed') return null
  return 'reason' in body.payload ? (body.payload.reason ?? null) : null
}

/** A type of activity as a choice in a filter: "Evidence: attached". */
export function typeWord(type: ActivityType, words: Words): string {
  return sayOf(words)(`deskActivityType.${keyOf(type)}`)
}

/** `claim.taken-up` as a key of words, where a dot would begin another name. */
function keyOf(type: ActivityType): string {
  return type.replace(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase())
}

function sayOf(words: Words): (key: string, facts?: Facts) => string {
  return words.say as unknown as (key: string, facts?: Facts) => string
}

function relation(payload: { relation: string; direction: 'from' | 'to' }, words: Words): string {
  return relationWord(payload.relation as RelationType, payload.direction, words)
}

function fieldList(after: Record<string, unknown>, words: Words): string {
  return Object.keys(after)
    .map((key) => {
      const known = `deskActivityField.${key}`
      return words.say.has(known as 'deskActivityField.url') ? sayOf(words)(known) : key
    })
    .join(words.say('ui.comma'))
}
