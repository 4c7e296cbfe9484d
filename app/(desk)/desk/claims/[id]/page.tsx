import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { type MemberContext, requireMember } from '@/app/_server/context'
import { useWords } from '@/app/_server/use-words'
import { Badge } from '@/app/_ui/badge'
import { Moment } from '@/app/_ui/moment'
import { StatusMark } from '@/app/_ui/status-mark'
import { saidOf } from '@/app/(desk)/desk/_parts/said-of'
import { reasonOf, wordActivity } from '@/app/(desk)/desk/activity/activity-words'
import { AppearancesPart } from '@/app/(desk)/desk/claims/[id]/appearances-part'
import { ClaimPart } from '@/app/(desk)/desk/claims/[id]/claim-part'
import { isDid } from '@/app/(desk)/desk/claims/[id]/did'
import { EvidencePart } from '@/app/(desk)/desk/claims/[id]/evidence-part'
import { Part } from '@/app/(desk)/desk/claims/[id]/part'
import { type LinkCandidate, RelationsPart } from '@/app/(desk)/desk/claims/[id]/relations-part'
import { VerdictPart } from '@/app/(desk)/desk/claims/[id]/verdict-part'
import { WorkPart } from '@/app/(desk)/desk/claims/[id]/work-part'
import { includesRole } from '@/lib/auth/roles'
import { getClaimTitle, getWorkbench, type Workbench } from '@/lib/desk/workbench'
import { recentDocuments } from '@/lib/documents/queries'
import { AppError } from '@/lib/errors'
import { nearestClaims, searchClaims } from '@/lib/search/queries'
import { claimSearch } from '@/lib/search/schema'
import './workbench.css'

export const dynamic = 'force-dynamic'

type Query = Record<string, string | string[] | undefined>
type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const ctx = await requireMember()
  const { id } = await params
  const t = await getTranslations('deskBench')
  return { title: UUID.test(id) ? ((await getClaimTitle(ctx, id)) ?? t('aClaim')) : t('aClaim') }
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

export default async function Page({ params, searchParams }: Props) {
  const ctx = await requireMember()
  const { id } = await params
  const query = await searchParams
  const t = await getTranslations('deskBench')
  const workbench = await load(ctx, id)
  const { claim } = workbench
  const act = one(query.do)
  const open = act ? { act, on: one(query.on) } : null
  const slug = one(query.did)
  const done = isDid(slug) ? { slug, isLater: one(query.later) !== null } : null
  const needsDocuments = ['appearance', 'evidence', 'counterclaim'].includes(act ?? '')
  const documents = needsDocuments
    ? await recentDocuments(ctx, { claimId: claim.id, storyId: claim.story?.id ?? null })
    : []
  const search = act === 'link' ? await findCandidates(ctx, workbench, one(query.q)) : null
  return (
    <>
      <Head workbench={workbench} />
      <nav className="jumps" aria-label={t('onThisScreen')}>
        <ul>
          <Jump part="verdict" label={t('verdict')} />
          <Jump part="claim" label={t('claim')} />
          <Jump part="evidence" label={t('evidence')} count={workbench.evidence.length} />
          <Jump part="relations" label={t('relations')} count={workbench.relations.length} />
          <Jump
            part="appearances"
            label={t('appearances')}
            count={workbench.origins.reduce((sum, group) => sum + group.appearances.length, 0)}
          />
          <Jump part="work" label={t('work')} />
          <Jump part="activity" label={t('activity')} count={workbench.activity.total.n} />
        </ul>
      </nav>
      <div className="bench">
        <div className="bench-main">
          <VerdictPart workbench={workbench} open={act} done={done} />
          <ClaimPart workbench={workbench} isEditing={act === 'edit'} done={done} />
          <EvidencePart {...{ workbench, open, documents, done }} />
          <RelationsPart {...{ workbench, open, search, documents, done }} />
          <AppearancesPart {...{ workbench, open, documents, done }} />
        </div>
        <div className="bench-side">
          <WorkPart workbench={workbench} open={act} done={done} />
          <ActivityPart workbench={workbench} isEditor={includesRole(ctx.actor.role, 'editor')} />
        </div>
      </div>
    </>
  )
}

async function load(ctx: MemberContext, id: string): Promise<Workbench> {
  if (!UUID.test(id)) notFound()
  try {
    return await getWorkbench(ctx, id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}

/** Claims to link to: by words, or those most alike. */
async function findCandidates(
  ctx: MemberContext,
  { claim }: Workbench,
  words: string | null,
): Promise<{ words: string; found: LinkCandidate[] }> {
  const found: LinkCandidate[] = words
    ? (await searchClaims(ctx, claimSearch.parse({ q: words }))).items.map((each) => ({
        ...each,
        claimantName: each.claimant.name,
      }))
    : (await nearestClaims(ctx, claim.proposition, 9)).map((each) => ({
        ...each,
        id: each.claimId,
      }))
  return {
    words: words ?? '',
    found: found
      .filter((each) => each.id !== claim.id)
      .map(({ id, proposition, claimantName, status }) => ({
        id,
        proposition,
        claimantName,
        status,
      })),
  }
}

function Head({ workbench }: { workbench: Workbench }) {
  const t = useTranslations('deskBench')
  const stage = useTranslations('ui.stage')
  const { claim, proposal } = workbench
  return (
    <header className="bench-head">
      <p className="bench-claimant">
        {t.rich('claims', {
          name: claim.claimant.name,
          bdi: (words) => <bdi lang={claim.claimant.language}>{words}</bdi>,
          soft: (words) => <span className="soft">{words}</span>,
        })}
      </p>
      <h1 dir="auto">{claim.proposition}</h1>
      <p className="bench-standing">
        {claim.withdrawal ? <Badge tone="danger">{t('withdrawn')}</Badge> : null}
        <StatusMark status={claim.status} />
        <span>
          <span className="soft">{t('stage')}</span> {stage(claim.stage)}
        </span>
        <span>
          <span className="soft">{t('with')}</span> <bdi>{claim.assignee?.name ?? t('nobody')}</bdi>
        </span>
        <span>{claim.publicSince ? t('seen') : t('unseen')}</span>
        <span className="soft">
          {t.rich('changed', { moment: () => <Moment at={claim.changedAt} /> })}
        </span>
        {proposal ? <a href="#review">{proposal.isOwn ? t('ownWaits') : t('waits')}</a> : null}
      </p>
    </header>
  )
}

function Jump({ part, label, count }: { part: string; label: string; count?: number }) {
  const t = useTranslations('deskBench')
  return (
    <li>
      <a href={`#${part}`}>
        {label}
        {count === undefined ? null : (
          <span className="tabs-count"> {t('count', { n: count })}</span>
        )}
      </a>
    </li>
  )
}

function ActivityPart({ workbench, isEditor }: { workbench: Workbench; isEditor: boolean }) {
  const t = useTranslations('deskBench')
  const words = useWords()
  const { claim, activity } = workbench
  return (
    <Part name="activity" title={t('activity')} count={activity.total.n} done={null}>
      <ol className="plain-list acts">
        {activity.items.map((line) => {
          const reason = reasonOf(line.body)
          return (
            <li key={line.id}>
              <p>
                <bdi className="acts-who">{line.by?.name ?? t('system')}</bdi>{' '}
                {wordActivity(line.body, words)}
              </p>
              {reason ? (
                <p className="soft" dir="auto">
                  {reason}
                </p>
              ) : null}
              <p className="fine">
                <Moment at={line.at} />
              </p>
            </li>
          )
        })}
      </ol>
      {isEditor && activity.total.n > activity.items.length ? (
        <p>
          <a href={`/desk/activity?claim=${claim.id}`}>{t('allActs', saidOf(activity.total))}</a>
        </p>
      ) : null}
    </Part>
  )
}

function one(value: string | string[] | undefined): string | null {
  const first = Array.isArray(value) ? value[0] : value
  return first?.trim() ? first : null
}
