import { DateTime } from 'luxon'
import type { ReadDocument } from '@/lib/documents/read/read-document'
import type { DocumentDraft } from '@/lib/intake/schema'

/** What the editor says of a text beside pasting it; blank where the text is to say it itself. */
export type TypedParticulars = {
  title?: string | undefined
  publisher?: string | undefined
  language?: string | undefined
  published?: { date: string; time: string; zone: string }
}

const LONGEST_TITLE = 300
const FIRST_WORDS = 90

/** What a document that was read will be filed with, unless the editor changes it: typed words before read ones. */
export function draftFrom(read: ReadDocument, typed: TypedParticulars): DocumentDraft {
  const publisher = typed.publisher || read.publisher
  const agency = read.dateline?.agency ?? null
  return {
    title: (typed.title || read.title || firstWords(read.text)).slice(0, LONGEST_TITLE),
    kind: 'article',
    publisher: publisher ? { id: null, name: publisher.slice(0, 200), kind: null } : null,
    url: read.url,
    language: typed.language || read.language,
    published: typed.published?.date ? typed.published : publishedFields(read),
    origin:
      agency && agency !== publisher
        ? { id: null, name: agency.slice(0, 200), kind: 'agency' }
        : null,
    storyId: null,
  }
}

function firstWords(text: string): string {
  const [line = ''] = text.trim().split('\n')
  return line.length > FIRST_WORDS ? `${line.slice(0, FIRST_WORDS).replace(/\s+\S*$/, '')} …` : line
}

/** A moment with its offset becomes one in UTC, which names it just as well; a day stays a day. */
function publishedFields(read: ReadDocument): DocumentDraft['published'] {
  const given = read.publishedAt ?? read.dateline?.date ?? ''
  if (/^\d{4}-\d{2}-\d{2}$/.test(given)) return { date: given, time: '', zone: '' }
  const moment = DateTime.fromISO(given, { zone: 'utc' })
  if (given === '' || !moment.isValid) return { date: '', time: '', zone: '' }
  return { date: moment.toFormat('yyyy-MM-dd'), time: moment.toFormat('HH:mm'), zone: 'UTC' }
}
