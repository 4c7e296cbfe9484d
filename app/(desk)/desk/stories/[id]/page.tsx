import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { requireMember } from '@/app/_server/context'
import { found, idOf } from '@/app/_server/found'
import { SubmitButton } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { FormDisclosure } from '@/app/_ui/form-disclosure'
import { Moment } from '@/app/_ui/moment'
import { ClaimListing } from '@/app/(desk)/desk/_parts/claim-listing'
import { Done } from '@/app/(desk)/desk/_parts/done'
import { MergeNotes } from '@/app/(desk)/desk/_parts/merge-notes'
import { saidOf } from '@/app/(desk)/desk/_parts/said-of'
import { StoryFormFields } from '@/app/(desk)/desk/_parts/story-form-fields'
import { editStoryAction, showStoryAction } from '@/app/(desk)/desk/stories/actions'
import { storyBase } from '@/app/(desk)/desk/stories/story-base'
import { getStoryDesk, type StoryDesk } from '@/lib/desk/stories'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await load(params)).title }
}

export default async function Page({ params, searchParams }: Props) {
  const story = await load(params)
  const t = await getTranslations('deskStory')
  const doneWords = { created: t('created'), edited: t('edited'), shown: t('shownNow') }
  return (
    <>
      <div className="page-head">
        <div>
          <p className="fine">
            <a href="/desk/stories">{t('stories')}</a>
          </p>
          <h1>
            <bdi>{story.title}</bdi>
          </h1>
        </div>
        <a className="button" href={`/desk/claims/new?story=${story.id}`}>
          {t('file')}
        </a>
      </div>
      <Done words={doneWords} search={await searchParams} />
      <div className="two-sides">
        <div className="stack">
          <section aria-label={t('about')}>
            <p className="prose" dir="auto">
              {story.summary}
            </p>
          </section>
          <Visibility story={story} />
          {story.may.edit ? <Edit story={story} /> : null}
        </div>
        <section aria-labelledby="claims-heading">
          <h2 id="claims-heading">{t('claims', saidOf(story.claimCount))}</h2>
          {story.claims.length > 0 ? (
            <ClaimListing claims={story.claims} />
          ) : (
            <p className="soft">{t('noClaim')}</p>
          )}
          {story.claimCount.n > story.claims.length ? (
            <p>
              <a href={`/desk?tab=all&story=${story.slug}`}>
                {t('allClaims', saidOf(story.claimCount))}
              </a>
            </p>
          ) : null}
        </section>
      </div>
    </>
  )
}

async function load(params: Props['params']): Promise<StoryDesk> {
  const [ctx, { id }] = await Promise.all([requireMember(), params])
  return found(getStoryDesk(ctx, idOf(id)))
}

function Visibility({ story }: { story: StoryDesk }) {
  const t = useTranslations('deskStory')
  return (
    <section aria-labelledby="readers-heading">
      <h2 id="readers-heading">{t('readers')}</h2>
      {story.publicSince ? (
        <p>
          {t.rich('since', { moment: () => <Moment at={story.publicSince ?? new Date(0)} /> })}{' '}
          <a href={`/stories/${story.slug}`}>{t('seeAsReader')}</a>
        </p>
      ) : (
        <p className="soft">{t('notShown')}</p>
      )}
      {story.may.show ? (
        <Form
          name="show-story"
          action={showStoryAction}
          requestId={randomUUID()}
          hidden={{ storyId: story.id }}
        >
          <SubmitButton kind="quiet" busy={t('showing')}>
            {t('show')}
          </SubmitButton>
        </Form>
      ) : null}
    </section>
  )
}

function Edit({ story }: { story: StoryDesk }) {
  const t = useTranslations('deskStory')
  return (
    <section aria-labelledby="edit-heading">
      <h2 id="edit-heading">{t('edit')}</h2>
      <Form
        name="edit-story"
        action={editStoryAction}
        requestId={randomUUID()}
        draft={`story-${story.id}`}
        hidden={{
          storyId: story.id,
          version: story.version,
          base: JSON.stringify(storyBase(story)),
        }}
      >
        <MergeNotes />
        <FormDisclosure summary={t('titleAndSummary')}>
          <StoryFormFields defaults={story} />
          <SubmitButton kind="quiet">{t('save')}</SubmitButton>
        </FormDisclosure>
      </Form>
    </section>
  )
}
