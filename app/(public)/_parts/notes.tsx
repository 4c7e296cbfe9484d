import { useTranslations } from 'next-intl'
import { useHref } from '@/app/(public)/_parts/href'
import { At, Own } from '@/app/(public)/_parts/texts'
import { comparisonPath, correctionsOf, type Note, notesOf } from '@/lib/site/notes'
import type { ClaimPage } from '@/lib/site/views'

/** Corrections beyond these are left to the history. */
const SHOWN = 3

/**
 * What we had wrong on this claim, for good, and what is new where the last verdict is an update. They stand by the
 * verdict, since whoever remembers another one looks there.
 */
export function Notes({ claim }: { claim: ClaimPage }) {
  const t = useTranslations('notes')
  const href = useHref()
  const corrections = correctionsOf(claim.changes)
  const [last] = notesOf(claim.changes)
  const update = claim.verdict?.kind === 'update' && last?.kind === 'update' ? last : null
  if (corrections.length === 0 && !update) return null
  const left = corrections.length - SHOWN
  return (
    <section className="notes" aria-label={t('label')}>
      {update ? <UpdateNote note={update} /> : null}
      {corrections.slice(0, SHOWN).map((note) => (
        <CorrectionNote key={note.number} note={note} slug={claim.slug} />
      ))}
      {left > 0 ? (
        <p>
          <a href={href(`/claims/${claim.slug}/history`)}>{t('earlier', { n: left })}</a>
        </p>
      ) : null}
    </section>
  )
}

function CorrectionNote({ note, slug }: { note: Note; slug: string }) {
  const t = useTranslations('notes')
  const statuses = useTranslations('statusInText')
  const href = useHref()
  return (
    <p className="note-of note-of--correction">
      <b>{t.rich('correctedOn', { at: () => <At iso={note.at} /> })}</b>{' '}
      {note.before === note.status
        ? t('stayed', { status: statuses(note.status) })
        : t.rich('went', {
            before: statuses(note.before),
            after: statuses(note.status),
            b: (word) => <strong>{word}</strong>,
          })}{' '}
      <NoteText note={note} />{' '}
      <a href={href(comparisonPath(slug, note.number))}>{t('whatChanged')}</a>
    </p>
  )
}

function UpdateNote({ note }: { note: Note }) {
  const t = useTranslations('notes')
  const statuses = useTranslations('statusInText')
  return (
    <p className="note-of">
      <b>{t.rich('updatedOn', { at: () => <At iso={note.at} /> })}</b>{' '}
      {note.before === note.status
        ? t('stays', { status: statuses(note.status) })
        : t('was', { status: statuses(note.before) })}{' '}
      <NoteText note={note} />
    </p>
  )
}

function NoteText({ note }: { note: Note }) {
  return note.note ? <Own text={note.note} /> : null
}
