import { At } from '@/app/(public)/_parts/texts'
import { comparisonPath, correctionsOf, type Note, notesOf } from '@/lib/site/notes'
import type { ClaimPage } from '@/lib/site/views'
import { statusWords } from '@/lib/site/words'

/** Corrections beyond these are left to the history. */
const SHOWN = 3

/**
 * What we had wrong on this claim, for good, and what is new where the last verdict is an update. They stand by the
 * verdict, since whoever remembers another one looks there.
 */
export function Notes({ claim }: { claim: ClaimPage }) {
  const corrections = correctionsOf(claim.changes)
  const [last] = notesOf(claim.changes)
  const update = claim.verdict?.kind === 'update' && last?.kind === 'update' ? last : null
  if (corrections.length === 0 && !update) return null
  const left = corrections.length - SHOWN
  return (
    <section className="notes" aria-label="Corrections and updates">
      {update ? <UpdateNote note={update} /> : null}
      {corrections.slice(0, SHOWN).map((note) => (
        <CorrectionNote key={note.number} note={note} slug={claim.slug} />
      ))}
      {left > 0 ? (
        <p>
          <a href={`/claims/${claim.slug}/history`}>
            {left === 1 ? 'One earlier correction' : `${left} earlier corrections`}
          </a>
        </p>
      ) : null}
    </section>
  )
}

function CorrectionNote({ note, slug }: { note: Note; slug: string }) {
  return (
    <p className="note-of note-of--correction">
      <b>
        Corrected on <At iso={note.at} />
      </b>{' '}
      {note.before === note.status ? (
        <>The verdict stayed {said(note.status)}, for other reasons.</>
      ) : (
        <>
          We had called this <strong>{said(note.before)}</strong>; we corrected that to{' '}
          <strong>{said(note.status)}</strong>.
        </>
      )}{' '}
      <NoteText note={note} /> <a href={comparisonPath(slug, note.number)}>What we changed</a>
    </p>
  )
}

function UpdateNote({ note }: { note: Note }) {
  return (
    <p className="note-of">
      <b>
        Updated on <At iso={note.at} />
      </b>{' '}
      {note.before === note.status ? (
        <>The verdict stays {said(note.status)}.</>
      ) : (
        <>It was {said(note.before)} before.</>
      )}{' '}
      <NoteText note={note} />
    </p>
  )
}

function NoteText({ note }: { note: Note }) {
  return note.note ? <bdi>{note.note}</bdi> : null
}

function said(status: Note['status']): string {
  return statusWords[status].toLowerCase()
}
