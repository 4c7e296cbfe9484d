import { randomUUID } from 'node:crypto'
import { getTranslations } from 'next-intl/server'
import { requireMember } from '@/app/_server/context'
import { SubmitButton } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { SourceFormFields } from '@/app/(desk)/desk/_parts/source-form-fields'
import { titled } from '@/app/(desk)/desk/_parts/titled'
import { createSourceAction } from '@/app/(desk)/desk/sources/actions'

export const dynamic = 'force-dynamic'
export const generateMetadata = titled('newSource')

export default async function Page() {
  await requireMember()
  const t = await getTranslations('deskNewSource')
  return (
    <>
      <div className="page-head">
        <h1>{t('title')}</h1>
      </div>
      <Form
        name="create-source"
        action={createSourceAction}
        requestId={randomUUID()}
        draft="create-source"
      >
        <SourceFormFields />
        <SubmitButton>{t('press')}</SubmitButton>
      </Form>
    </>
  )
}
