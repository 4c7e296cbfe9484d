import { randomUUID } from 'node:crypto'
import { getTranslations } from 'next-intl/server'
import { requireMember } from '@/app/_server/context'
import { SubmitButton } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { StoryFormFields } from '@/app/(desk)/desk/_parts/story-form-fields'
import { titled } from '@/app/(desk)/desk/_parts/titled'
import { createStoryAction } from '@/app/(desk)/desk/stories/actions'
import { may } from '@/lib/auth/policy'

export const dynamic = 'force-dynamic'
export const generateMetadata = titled('newStory')

export default async function Page() {
  const { actor } = await requireMember()
  const t = await getTranslations('deskNewStory')
  return (
    <>
      <div className="page-head">
        <h1>{t('title')}</h1>
      </div>
      {may(actor, 'story:create') ? (
        <Form
          name="create-story"
          action={createStoryAction}
          requestId={randomUUID()}
          draft="create-story"
        >
          <StoryFormFields />
          <SubmitButton>{t('press')}</SubmitButton>
        </Form>
      ) : (
        <p className="notice">{t('editorsOnly')}</p>
      )}
    </>
  )
}
