import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { requireMember } from '@/app/_server/context'
import { SubmitButton } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { SourceFormFields } from '@/app/(desk)/desk/_parts/source-form-fields'
import { createSourceAction } from '@/app/(desk)/desk/sources/actions'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Add a source' }

export default async function Page() {
  await requireMember()
  return (
    <>
      <div className="page-head">
        <h1>Add a source</h1>
      </div>
      <Form
        name="create-source"
        action={createSourceAction}
        requestId={randomUUID()}
        draft="create-source"
      >
        <SourceFormFields />
        <SubmitButton>Add the source</SubmitButton>
      </Form>
    </>
  )
}
