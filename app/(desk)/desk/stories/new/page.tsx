import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { requireMember } from '@/app/_server/context'
import { SubmitButton } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { StoryFormFields } from '@/app/(desk)/desk/_parts/story-form-fields'
import { createStoryAction } from '@/app/(desk)/desk/stories/actions'
import { may } from '@/lib/auth/policy'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Open a story' }

export default async function Page() {
  const { actor } = await requireMember()
  return (
    <>
      <div className="page-head">
        <h1>Open a story</h1>
      </div>
      {may(actor, 'story:create') ? (
        <Form
          name="create-story"
          action={createStoryAction}
          requestId={randomUUID()}
          draft="create-story"
        >
          <StoryFormFields />
          <SubmitButton>Open the story</SubmitButton>
        </Form>
      ) : (
        <p className="notice">Stories are opened by editors. Ask one of yours.</p>
      )}
    </>
  )
}
