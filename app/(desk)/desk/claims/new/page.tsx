import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { z } from 'zod'
import { requireMember } from '@/app/_server/context'
import { SubmitButton } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { ClaimFormFields } from '@/app/(desk)/desk/_parts/claim-form-fields'
import { recentDocuments } from '@/lib/documents/queries'
import { findSourceName } from '@/lib/sources/queries'
import { listStoryChoices } from '@/lib/stories/queries'
import { fileClaimAction } from './actions'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'File a claim' }

/** What the page was opened from: a story, a source or a document. What makes no sense is left out. */
const opened = z.object({
  story: z.uuid().optional().catch(undefined),
  source: z.uuid().optional().catch(undefined),
  document: z.uuid().optional().catch(undefined),
})

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Page({ searchParams }: Props) {
  const ctx = await requireMember()
  const { story, source, document } = opened.parse(await searchParams)
  const [stories, documents, claimant] = await Promise.all([
    listStoryChoices(ctx),
    recentDocuments(ctx, { documentId: document, storyId: story }),
    source ? findSourceName(ctx, source) : null,
  ])
  return (
    <>
      <div className="page-head">
        <h1>File a claim</h1>
      </div>
      <Form
        name="file-claim"
        action={fileClaimAction}
        requestId={randomUUID()}
        draft="file-claim"
        className="wide-form"
      >
        <ClaimFormFields
          stories={stories}
          recentDocuments={documents}
          defaults={{ claimant, storyId: story, documentId: document }}
        />
        <SubmitButton busy="Filing …">File the claim</SubmitButton>
      </Form>
    </>
  )
}
