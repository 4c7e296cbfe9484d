import { quote } from '@/app/(desk)/desk/claims/[id]/claim-words'
import type { ActivityBody, ActivityType } from '@/lib/activity/schema'
import { relationPhrases } from '@/lib/relations/rules'
import type { RelationType } from '@/lib/relations/schema'
import type { VerificationStatus } from '@/lib/review/schema'
import { statusWords } from '@/lib/site/words'

const status = (slug: string) => statusWords[slug as VerificationStatus] ?? slug

/** What somebody did, after their name: "Lina Haddad attached …". */
export function wordActivity(body: ActivityBody): string {
  switch (body.type) {
    case 'source.created':
      return `added the source ${quote(body.payload.name)}`
    case 'source.edited':
      return `edited the source: ${fieldList(body.payload.after)}`
    case 'source.alias-added':
      return `added the name ${quote(body.payload.name)} to the source`
    case 'source.graded':
      return `graded the source’s reliability ${body.payload.after}${body.payload.before ? ` (it was ${body.payload.before})` : ''}`
    case 'document.added':
      return `added the document ${quote(body.payload.title)} of ${isolate(body.payload.publisher)}`
    case 'document.origin-changed':
      return `changed where the document comes from: ${isolate(body.payload.after ?? 'unknown')}${body.payload.before ? ` (it was ${isolate(body.payload.before)})` : ''}`
    case 'story.created':
      return `opened the story ${quote(body.payload.title)}`
    case 'story.edited':
      return `edited the story: ${fieldList(body.payload.after)}`
    case 'story.shown':
      return 'showed the story to readers'
    case 'claim.filed':
      return `filed the claim of ${isolate(body.payload.claimant)}`
    case 'claim.edited':
      return `edited the claim: ${fieldList(body.payload.after)}`
    case 'claim.assigned':
      if (!body.payload.after)
        return `took the claim off ${isolate(body.payload.before ?? 'somebody')}`
      return `gave the claim to ${isolate(body.payload.after)}${body.payload.before ? ` (it was with ${isolate(body.payload.before)})` : ''}`
    case 'claim.taken-up':
      return 'started checking'
    case 'claim.set-aside':
      return 'set the claim aside'
    case 'claim.reopened':
      return 'reopened the claim'
    case 'claim.shown':
      return body.payload.isFirst
        ? 'showed the claim to readers'
        : `showed readers what was added: ${many(body.payload.appearances, 'appearance')}, ${many(body.payload.relations, 'link')}`
    case 'claim.withdrawn':
      return 'withdrew the claim in public'
    case 'appearance.added':
      return `added an appearance in ${quote(body.payload.document)}`
    case 'appearance.withdrawn':
      return `withdrew an appearance in ${quote(body.payload.document)}`
    case 'relation.added':
      return `linked: this claim ${relation(body.payload)} ${quote(body.payload.other)}`
    case 'relation.withdrawn':
      return `withdrew a link: this claim ${relation(body.payload)} ${quote(body.payload.other)}`
    case 'relation.other-changed':
      return `${body.payload.change === 'shown' ? 'showed readers' : 'withdrew'} a linked claim: ${quote(body.payload.other)}`
    case 'intake.started':
      return `took in ${quote(body.payload.title)}`
    case 'intake.dropped':
      return `dropped what was taken in: ${quote(body.payload.title)}`
    case 'intake.filed':
      return `filed ${quote(body.payload.title)}: ${many(body.payload.claims, 'claim')}, ${many(body.payload.appearances, 'appearance')} of known ones, ${many(body.payload.relations, 'link')}`
    case 'evidence.attached':
      return `attached evidence (${body.payload.stance}, credibility ${body.payload.credibility}) from ${quote(body.payload.document)}`
    case 'evidence.graded':
      return `graded evidence from ${quote(body.payload.document)} ${body.payload.after} (it was ${body.payload.before})`
    case 'evidence.withdrawn':
      return `withdrew evidence from ${quote(body.payload.document)}`
    case 'evidence.origin-changed':
      return `changed the origin of ${quote(body.payload.document)}, which this claim rests on`
    case 'evidence.speaker-changed':
      return `changed whom ${isolate(body.payload.source)} speaks for, which this claim rests on`
    case 'verdict.proposed':
      return `proposed a verdict: ${status(body.payload.status)}, ${body.payload.confidence} confidence${kindWords(body.payload.kind)}`
    case 'verdict.taken-back':
      return `took back the proposal: ${status(body.payload.status)}`
    case 'verdict.sent-back':
      return `sent back the proposal: ${status(body.payload.status)}`
    case 'verdict.published':
      return `approved and published: ${status(body.payload.status)} (it was ${status(body.payload.before)})${kindWords(body.payload.kind)}`
    case 'person.invited':
      return `invited ${body.payload.email} as ${body.payload.role}`
    case 'person.invitation-revoked':
      return `revoked the invitation of ${body.payload.email}`
    case 'person.role-changed':
      return `changed a role from ${body.payload.before} to ${body.payload.after}`
    case 'person.signed-out-everywhere':
      return `signed somebody out everywhere (${body.payload.sessions} sessions)`
    case 'record.key-changed':
      return body.payload.reason === 'rotated'
        ? 'changed the key that signs the record'
        : 'replaced the key that signs the record, which was lost'
    default:
      return typeWord(body.type)
  }
}

/** The reason that was given with an act, where one was. */
export function reasonOf(body: ActivityBody): string | null {
  // Of a key the sentence says it already.
  if (body.type === 'record.key-changed') return null
  return 'reason' in body.payload ? (body.payload.reason ?? null) : null
}

/** A type of activity as a choice in a filter: "Evidence: attached". */
export function typeWord(type: ActivityType): string {
  const [noun = '', act = ''] = type.split('.')
  return `${noun.charAt(0).toUpperCase()}${noun.slice(1)}: ${act.replaceAll('-', ' ')}`
}

function relation(payload: { relation: string; direction: 'from' | 'to' }): string {
  return relationPhrases[payload.relation as RelationType]?.[payload.direction] ?? payload.relation
}

function kindWords(kind: string): string {
  return kind === 'first' ? '' : `, ${kind === 'update' ? 'an update' : 'a correction'}`
}

const columnWord: Record<string, string> = {
  claimantId: 'claimant',
  proposition: 'proposition',
  wording: 'wording',
  wordingLanguage: 'language of the wording',
  saidOn: 'day it was said',
  saidPrecision: 'precision of the time',
  saidAt: 'time it was said',
  saidZone: 'time zone',
  placeName: 'place',
  placeLatitude: 'latitude',
  placeLongitude: 'longitude',
  storyId: 'story',
  speaksForId: 'whom it speaks for',
  url: 'address',
}

function fieldList(after: Record<string, unknown>): string {
  return Object.keys(after)
    .map((key) => columnWord[key] ?? key)
    .join(', ')
}

function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function isolate(text: string): string {
  return `\u2068${text}\u2069`
}
