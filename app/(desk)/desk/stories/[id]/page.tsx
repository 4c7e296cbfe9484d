import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { requireMember } from '@/app/_server/context'
import { found, idOf } from '@/app/_server/found'
import { SubmitButton } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { FormDisclosure } from '@/app/_ui/form-disclosure'
import { Moment } from '@/app/_ui/moment'
import { ClaimListing } from '@/app/(desk)/desk/_parts/claim-listing'
import { Done } from '@/app/(desk)/desk/_parts/done'
import { MergeNotes } from '@/app/(desk)/desk/_parts/merge-notes'
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

const doneWords = {
  created: 'The story is open. Readers don’t see it until it is shown to them.',
  edited: 'The story was edited.',
  shown: 'Readers see the story now.',
}

export default async function Page({ params, searchParams }: Props) {
  const story = await load(params)
  return (
    <>
      <div className="page-head">
        <div>
          <p className="fine">
            <a href="/desk/stories">Stories</a>
          </p>
          <h1>
            <bdi>{story.title}</bdi>
          </h1>
        </div>
        <a className="button" href={`/desk/claims/new?story=${story.id}`}>
          File a claim in it
        </a>
      </div>
      <Done words={doneWords} search={await searchParams} />
      <div className="two-sides">
        <div className="stack">
          <section aria-label="About">
            <p className="prose" dir="auto">
              {story.summary}
            </p>
          </section>
          <Visibility story={story} />
          {story.may.edit ? <Edit story={story} /> : null}
        </div>
        <section aria-labelledby="claims-heading">
          <h2 id="claims-heading">Claims ({story.claimCount})</h2>
          {story.claims.length > 0 ? (
            <ClaimListing claims={story.claims} />
          ) : (
            <p className="soft">No claim belongs to this story yet.</p>
          )}
          {story.claimCount > story.claims.length ? (
            <p>
              <a href={`/desk?tab=all&story=${story.slug}`}>All {story.claimCount} claims</a>
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
  return (
    <section aria-labelledby="readers-heading">
      <h2 id="readers-heading">Readers</h2>
      {story.publicSince ? (
        <p>
          Shown since <Moment at={story.publicSince} />.{' '}
          <a href={`/stories/${story.slug}`}>See it as a reader</a>
        </p>
      ) : (
        <p className="soft">Readers don’t see this story yet.</p>
      )}
      {story.may.show ? (
        <Form
          name="show-story"
          action={showStoryAction}
          requestId={randomUUID()}
          hidden={{ storyId: story.id }}
        >
          <SubmitButton kind="quiet" busy="Showing …">
            Show it to readers
          </SubmitButton>
        </Form>
      ) : null}
    </section>
  )
}

function Edit({ story }: { story: StoryDesk }) {
  return (
    <section aria-labelledby="edit-heading">
      <h2 id="edit-heading">Edit</h2>
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
        <FormDisclosure summary="Title and summary">
          <StoryFormFields defaults={story} />
          <SubmitButton kind="quiet">Save the story</SubmitButton>
        </FormDisclosure>
      </Form>
    </section>
  )
}
