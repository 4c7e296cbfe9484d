import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { after } from 'next/server'
import { useTranslations } from 'next-intl'
import { cache } from 'react'
import { z } from 'zod'
import { requireMember } from '@/app/_server/context'
import { found, idOf } from '@/app/_server/found'
import { BeingRead } from '@/app/(desk)/desk/intake/[id]/being-read'
import { Filed } from '@/app/(desk)/desk/intake/[id]/filed'
import { IntakeScreen } from '@/app/(desk)/desk/intake/[id]/intake-screen'
import { getIntake, type IntakePage, trackedClaims } from '@/lib/intake/queries'
import { lookAround, readOn } from '@/lib/intake/reading'
import { draftOf } from '@/lib/intake/rules'
import { nearestClaims } from '@/lib/search/queries'
import '../intake.css'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** How long a page waits to know what is tracked by now, in milliseconds. */
const PATIENCE = 1500

const place = z.coerce.number().int().positive().optional().catch(undefined)
/** What is open without scripts: the panel of one candidate (counted from one), or of the whole. */
const opened = z.object({
  edit: place,
  merge: place,
  file: z.literal('1').optional().catch(undefined),
  drop: z.literal('1').optional().catch(undefined),
  document: z.literal('1').optional().catch(undefined),
  q: z.string().max(500).optional().catch(undefined),
  done: z.string().optional().catch(undefined),
  later: z.string().optional().catch(undefined),
})

/** The intake, set beside what is tracked now; asked for once, however many parts of the page need it. */
const load = cache(async (id: string): Promise<IntakePage> => {
  const ctx = await requireMember()
  const intakeId = idOf(id)
  // A long article has very many neighbours to look up: what comes too late is there at the next look.
  await Promise.race([lookAround(ctx, intakeId), new Promise((done) => setTimeout(done, PATIENCE))])
  return found(getIntake(ctx, intakeId))
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { read, entries } = await load((await params).id)
  return { title: draftOf(entries, read).title }
}

export default async function Page({ params, searchParams }: Props) {
  const [ctx, { id }, search] = await Promise.all([requireMember(), params, searchParams])
  const page = await load(id)
  const asked = opened.parse(search)
  if (page.state === 'filed')
    return <Filed page={page} isNew={asked.done === 'filed'} isLater={asked.later === '1'} />
  if (page.state === 'dropped') return <Dropped page={page} />
  if (!page.found) {
    after(() => readOn(ctx, page.id))
    return <BeingRead page={page} requestId={randomUUID()} />
  }
  const words = asked.merge ? asked.q?.trim() : undefined
  const results = words ? await nearestClaims(ctx, words, 10) : null
  const tracked = results
    ? await trackedClaims(
        ctx,
        results.map((each) => each.claimId),
      )
    : {}
  return (
    <IntakeScreen
      page={{ ...page, tracked: { ...page.tracked, ...tracked } }}
      me={ctx.actor.id}
      opened={{
        edit: asked.edit ? asked.edit - 1 : null,
        merge: asked.merge ? asked.merge - 1 : null,
        isFiling: asked.file === '1',
        isDropping: asked.drop === '1',
        isOnDocument: asked.document === '1',
        words: words ?? null,
        results: results?.map((each) => each.claimId) ?? null,
      }}
      requestIds={Array.from({ length: 5 }, () => randomUUID())}
    />
  )
}

function Dropped({ page }: { page: IntakePage }) {
  const t = useTranslations('deskIntake')
  const { title } = draftOf(page.entries, page.read)
  return (
    <>
      <div className="page-head">
        <h1>
          <bdi lang={page.read.language}>{title}</bdi>
        </h1>
      </div>
      <p className="notice">
        {t.rich('droppedBy', {
          name: page.closedBy ?? '',
          bdi: (words) => <bdi>{words}</bdi>,
        })}{' '}
        <a href="/desk/intake">{t('title')}</a>
      </p>
    </>
  )
}
