import { randomUUID } from 'node:crypto'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { requireMember } from '@/app/_server/context'
import { Ago } from '@/app/_ui/moment'
import { titled } from '@/app/(desk)/desk/_parts/titled'
import { StartForm } from '@/app/(desk)/desk/intake/start-form'
import { type IntakeLine, listIntakes } from '@/lib/intake/queries'
import './intake.css'

export const dynamic = 'force-dynamic'
export const generateMetadata = titled('intake')

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Page({ searchParams }: Props) {
  const ctx = await requireMember()
  const t = await getTranslations('deskIntake')
  const [{ open, filed }, search] = await Promise.all([listIntakes(ctx), searchParams])
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <p className="soft">{t('about')}</p>
        </div>
      </div>
      {search.done === 'dropped' ? (
        <p className="notice notice--done" role="status">
          {t('droppedDone')}
        </p>
      ) : null}
      <div className="two-sides">
        <StartForm requestId={randomUUID()} />
        <div className="stack">
          <Lines
            id="open-heading"
            title={t('open')}
            lines={open}
            now={ctx.now}
            none={t('noneOpen')}
          />
          <Lines
            id="filed-heading"
            title={t('filed')}
            lines={filed}
            now={ctx.now}
            none={t('noneFiled')}
          />
        </div>
      </div>
    </>
  )
}

function Lines({
  id,
  title,
  lines,
  now,
  none,
}: {
  id: string
  title: string
  lines: IntakeLine[]
  now: Date
  none: string
}) {
  const t = useTranslations('deskIntake')
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>
        {title} <span className="tabs-count">{t('count', { n: lines.length })}</span>
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
              <span>
                <Standing line={line} />
              </span>
              <span>
                <Ago at={line.changedAt} now={now} />
                {t('comma')}
                <bdi>{line.startedBy}</bdi>
              </span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Standing({ line }: { line: IntakeLine }) {
  const t = useTranslations('deskIntake')
  const { state, candidates, counts } = line
  if (candidates === null) return t('beingRead')
  if (state === 'filed') return t('became', { claims: counts.accepted, appearances: counts.merged })
  if (candidates === 0) return t('noneFound')
  return counts.undecided === 0
    ? t('allDecided', { n: candidates })
    : t('someUndecided', { undecided: counts.undecided, n: candidates })
}
