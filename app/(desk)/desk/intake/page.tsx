import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { requireMember } from '@/app/_server/context'
import { Ago } from '@/app/_ui/moment'
import { StartForm } from '@/app/(desk)/desk/intake/start-form'
import { type IntakeLine, listIntakes } from '@/lib/intake/queries'
import './intake.css'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Take in an article' }

const droppedWords = 'What was taken in is dropped. Nothing of it was filed.'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Page({ searchParams }: Props) {
  const ctx = await requireMember()
  const [{ open, filed }, search] = await Promise.all([listIntakes(ctx), searchParams])
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Take in an article</h1>
          <p className="soft">
            Its claims are found with their speakers and exact quotes. Nothing is filed until you
            say so, and then all at once.
          </p>
        </div>
      </div>
      {search.done === 'dropped' ? (
        <p className="notice notice--done" role="status">
          {droppedWords}
        </p>
      ) : null}
      <div className="two-sides">
        <StartForm requestId={randomUUID()} />
        <div className="stack">
          <Lines title="Open" lines={open} now={ctx.now} none="No article is being worked on." />
          <Lines title="Filed" lines={filed} now={ctx.now} none="Nothing was filed this way yet." />
        </div>
      </div>
    </>
  )
}

function Lines({
  title,
  lines,
  now,
  none,
}: {
  title: string
  lines: IntakeLine[]
  now: Date
  none: string
}) {
  const id = `${title.toLowerCase()}-heading`
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>
        {title} <span className="tabs-count">{lines.length}</span>
      </h2>
      {lines.length === 0 ? <p className="soft">{none}</p> : null}
      <ul className="listing">
        {lines.map((line) => (
          <li key={line.id}>
            <a href={`/desk/intake/${line.id}`}>
              <bdi lang={line.language}>{line.title}</bdi>
            </a>
            <p className="listing-about">
              {line.publisherName ? <bdi>{line.publisherName}</bdi> : null}
              <span>{standing(line)}</span>
              <span>
                <Ago at={line.changedAt} now={now} />, <bdi>{line.startedBy}</bdi>
              </span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function standing({ state, candidates, counts }: IntakeLine): string {
  if (candidates === null) return 'being read'
  const many = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`
  if (state === 'filed')
    return `${many(counts.accepted, 'claim')}, ${many(counts.merged, 'appearance')}`
  if (candidates === 0) return 'no claims found'
  return counts.undecided === 0
    ? `all ${candidates} decided, not filed yet`
    : `${counts.undecided} of ${many(candidates, 'candidate')} undecided`
}
