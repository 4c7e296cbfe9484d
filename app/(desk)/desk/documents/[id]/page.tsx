import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { requireMember } from '@/app/_server/context'
import { found, idOf } from '@/app/_server/found'
import { Badge } from '@/app/_ui/badge'
import { SubmitButton, TextField } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { FormDisclosure } from '@/app/_ui/form-disclosure'
import { Known, Moment } from '@/app/_ui/moment'
import { OriginFields } from '@/app/(desk)/desk/_parts/document-field'
import { Done } from '@/app/(desk)/desk/_parts/done'
import { useLanguageName } from '@/app/(desk)/desk/_parts/language-name'
import { changeOriginAction } from '@/app/(desk)/desk/documents/[id]/actions'
import { type DocumentDesk, getDocumentDesk } from '@/lib/desk/documents'
import { type ListedDocument, recentDocuments } from '@/lib/documents/queries'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await load(params)).title }
}

export default async function Page({ params, searchParams }: Props) {
  const document = await load(params)
  const t = await getTranslations('deskDocument')
  const kind = await getTranslations('ui.documentKind')
  const doneWords = { origin: t('originChanged') }
  const search = await searchParams
  const savedOrigin =
    search.done === 'origin' ? `${document.originSource?.id} ${document.chain[0]?.id}` : ''
  const recent = document.may.changeOrigin
    ? (await recentDocuments(await requireMember(), { limit: 40 })).filter(
        ({ id }) => id !== document.id,
      )
    : []
  return (
    <>
      <div className="page-head">
        <div>
          <p className="fine">{kind(document.kind)}</p>
          <h1>
            <bdi lang={document.language}>{document.title}</bdi>
          </h1>
          <p className="soft">
            <a href={`/desk/sources/${document.publisher.id}`}>
              <bdi>{document.publisher.name}</bdi>
            </a>
            {document.published ? (
              <>
                {t('comma')}
                <Known time={document.published} />
              </>
            ) : null}
          </p>
        </div>
        {document.may.fileClaim ? (
          <a className="button" href={`/desk/claims/new?document=${document.id}`}>
            {t('file')}
          </a>
        ) : null}
      </div>
      <Done words={doneWords} search={search} />
      <div className="two-sides">
        <Text document={document} />
        <div className="stack">
          <Origin document={document} recent={recent} savedOrigin={savedOrigin} />
          <Uses document={document} />
        </div>
      </div>
    </>
  )
}

async function load(params: Props['params']): Promise<DocumentDesk> {
  const [ctx, { id }] = await Promise.all([requireMember(), params])
  return found(getDocumentDesk(ctx, idOf(id)))
}

function Text({ document }: { document: DocumentDesk }) {
  const t = useTranslations('deskDocument')
  const languageName = useLanguageName()
  return (
    <div>
      <h2 id="text-heading">{t('text')}</h2>
      {document.url ? (
        <p>
          <a href={document.url} rel="noreferrer">
            {document.url}
          </a>
        </p>
      ) : null}
      {document.text ? (
        <section
          className="document-text"
          lang={document.language}
          dir="auto"
          aria-labelledby="text-heading"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
        >
          {document.text}
        </section>
      ) : (
        <p className="soft">{t('onlyAddress')}</p>
      )}
      <p className="fine">
        {t.rich('captured', {
          language: languageName(document.language),
          moment: () => <Moment at={document.capturedAt} />,
        })}
        {document.textSha256 ? (
          <>
            {' '}
            {t.rich('textHash', {
              hash: document.textSha256,
              code: (words) => <code dir="ltr">{words}</code>,
            })}
          </>
        ) : null}
        {document.bytesSha256 ? (
          <>
            {' '}
            {t.rich('bytesHash', {
              hash: document.bytesSha256,
              isFetched: document.fetchedAt ? 'yes' : 'no',
              moment: () => (document.fetchedAt ? <Moment at={document.fetchedAt} /> : null),
              code: (words) => <code dir="ltr">{words}</code>,
            })}
          </>
        ) : null}
      </p>
    </div>
  )
}

type OriginProps = {
  document: DocumentDesk
  recent: ListedDocument[]
  /** The origin just saved from here, whose fields are then drawn anew. */
  savedOrigin: string
}

function Origin({ document, recent, savedOrigin }: OriginProps) {
  const t = useTranslations('deskDocument')
  return (
    <section aria-labelledby="origin-heading">
      <h2 id="origin-heading">{t('origin')}</h2>
      <p>
        {t.rich('countsAs', {
          name: () => (
            <a href={`/desk/sources/${document.origin.id}`}>
              <strong>
                <bdi>{document.origin.name}</bdi>
              </strong>
            </a>
          ),
        })}
      </p>
      <ol className="chain">
        <li>
          {t.rich('thisDocument', {
            publisher: () => <bdi>{document.publisher.name}</bdi>,
            hasOrigin: document.originSource ? 'yes' : 'no',
            origin: () =>
              document.originSource ? (
                <a href={`/desk/sources/${document.originSource.id}`}>
                  <bdi>{document.originSource.name}</bdi>
                </a>
              ) : null,
          })}
        </li>
        {document.chain.map((carried) => (
          <li key={carried.id}>
            {t.rich('carries', {
              title: () => (
                <a href={`/desk/documents/${carried.id}`}>
                  <bdi>{carried.title}</bdi>
                </a>
              ),
              publisher: () => <bdi>{carried.publisher.name}</bdi>,
              hasOrigin: carried.originSource ? 'yes' : 'no',
              origin: () => <bdi>{carried.originSource?.name}</bdi>,
            })}
          </li>
        ))}
      </ol>
      {document.carriers.length > 0 ? (
        <>
          <h3>{t('carriedBy')}</h3>
          <ul className="listing">
            {document.carriers.map((carrier) => (
              <li key={carrier.id}>
                <a href={`/desk/documents/${carrier.id}`}>
                  <bdi>{carrier.title}</bdi>
                </a>
                <p className="listing-about">
                  <bdi>{carrier.publisherName}</bdi>
                </p>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {document.may.changeOrigin ? (
        <Form
          name="change-origin"
          action={changeOriginAction}
          requestId={randomUUID()}
          hidden={{ documentId: document.id }}
        >
          <FormDisclosure summary={t('changeOrigin')}>
            <OriginFields
              key={savedOrigin}
              sourceName="origin"
              documentName="originDocumentId"
              recent={recent}
              defaultSource={document.originSource}
              defaultDocumentId={document.chain[0]?.id}
            />
            <TextField name="reason" label={t('reason')} hint={t('reasonHint')} />
            <SubmitButton kind="quiet">{t('changeOrigin')}</SubmitButton>
          </FormDisclosure>
        </Form>
      ) : null}
    </section>
  )
}

function Uses({ document }: { document: DocumentDesk }) {
  const t = useTranslations('deskDocument')
  return (
    <>
      <section aria-labelledby="appearances-heading">
        <h2 id="appearances-heading">{t('appearances', { n: document.appearances.length })}</h2>
        {document.appearances.length === 0 ? <p className="soft">{t('noAppearance')}</p> : null}
        <ul className="listing">
          {document.appearances.map((appearance) => (
            <li key={appearance.id}>
              <a href={`/desk/claims/${appearance.claim.id}`}>
                <bdi>{appearance.claim.proposition}</bdi>
              </a>
              {appearance.isWithdrawn ? (
                <>
                  {' '}
                  <Badge>{t('withdrawn')}</Badge>
                </>
              ) : null}
              <blockquote lang={appearance.language} dir="auto">
                {appearance.quote}
              </blockquote>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="evidence-heading">
        <h2 id="evidence-heading">{t('evidence', { n: document.evidence.length })}</h2>
        {document.evidence.length === 0 ? <p className="soft">{t('noEvidence')}</p> : null}
        <ul className="listing">
          {document.evidence.map((evidence) => (
            <li key={evidence.id}>
              <strong>{t(`stance.${evidence.stance}`)}</strong>{' '}
              <a href={`/desk/claims/${evidence.claim.id}`}>
                <bdi>{evidence.claim.proposition}</bdi>
              </a>
              {evidence.isWithdrawn ? (
                <>
                  {' '}
                  <Badge>{t('withdrawn')}</Badge>
                </>
              ) : null}
              <blockquote lang={document.language} dir="auto">
                {evidence.excerpt}
              </blockquote>
              {evidence.credibility ? (
                <p className="listing-about">{t('credibility', { grade: evidence.credibility })}</p>
              ) : null}
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
