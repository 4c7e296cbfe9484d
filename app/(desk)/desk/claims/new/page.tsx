import { randomUUID } from 'node:crypto'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { requireMember } from '@/app/_server/context'
import { SubmitButton } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { ClaimFormFields } from '@/app/(desk)/desk/_parts/claim-form-fields'
import { titled } from '@/app/(desk)/desk/_parts/titled'
import { recentDocuments } from '@/lib/documents/queries'
import { findSourceName } from '@/lib/sources/queries'
import { listStoryChoices } from '@/lib/stories/queries'
import { fileClaimAction } from './actions'

export const dynamic = 'force-dynamic'
export const generateMetadata = titled('newClaim')

/** What the page was opened from: a story, a source or a document. What makes no sense is left out. */
const opened = z.object({
  story: z.uuid().optional().catch(undefined),
  source: z.uuid().optional().catch(undefined),
  document: z.uuid().optional().catch(undefined),
})

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Page({ searchParams }: Props) {
  const ctx = await requireMember()
  const t = await getTranslations('deskNewClaim')
  const { story, source, document } = opened.parse(await searchParams)
  const [stories, documents, claimant] = await Promise.all([
    listStoryChoices(ctx),
    recentDocuments(ctx, { documentId: document, storyId: story }),
    source ? findSourceName(ctx, source) : null,
  ])
  return (
    <>
      <div className="page-head">
        <h1>{t('title')}</h1>
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
        <SubmitButton busy={t('busy')}>{t('press')}</SubmitButton>
      </Form>
    </>
  )
}
