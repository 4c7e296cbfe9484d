import { randomUUID } from 'node:crypto'
import { useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'
import { SubmitButton, TextField } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { Known } from '@/app/_ui/moment'
import {
  DocumentAndQuoteFields,
  type DocumentOption,
} from '@/app/(desk)/desk/_parts/document-field'
import { LanguageField } from '@/app/(desk)/desk/_parts/language-field'
import { SourceField } from '@/app/(desk)/desk/_parts/source-field'
import {
  addAppearanceAction,
  withdrawAppearanceAction,
} from '@/app/(desk)/desk/claims/[id]/actions'
import { doHref, Panel } from '@/app/(desk)/desk/claims/[id]/panel'
import { type Done, Part } from '@/app/(desk)/desk/claims/[id]/part'
import type { Workbench, WorkbenchAppearance } from '@/lib/desk/workbench'

/** Where the claim was made or reported, by where each document's information came from. */
export function AppearancesPart({
  workbench,
  open,
  documents,
  done,
}: {
  workbench: Workbench
  open: { act: string; on: string | null } | null
  documents: DocumentOption[]
  done: Done
}) {
  const { claim, origins, may } = workbench
  const t = useTranslations('deskAppearances')
  const count = origins.reduce((sum, group) => sum + group.appearances.length, 0)
  const isAdding = open?.act === 'appearance' && may.add
  return (
    <Part
      name="appearances"
      title={t('title')}
      count={count}
      done={done}
      acts={may.add && !isAdding ? <a href={doHref(claim.id, 'appearance')}>{t('add')}</a> : null}
    >
      {isAdding ? (
        <Panel title={t('add')} closeHref={`/desk/claims/${claim.id}#appearances`}>
          <Form
            name="add-appearance"
            action={addAppearanceAction}
            requestId={randomUUID()}
            draft={`appearance:${claim.id}`}
            hidden={{ claimId: claim.id }}
          >
            <DocumentAndQuoteFields name="document" recent={documents} />
            <LanguageField name="quoteLanguage" label={t('quoteLanguage')} isOptional />
            <SourceField
              name="reportedBy"
              label={t('reportedBy')}
              hint={t('reportedByHint')}
              isOptional
            />
            <SubmitButton>{t('save')}</SubmitButton>
          </Form>
        </Panel>
      ) : null}
      {count > 1 ? (
        <p className={origins.length < count ? 'origin-sum origin-sum--shared' : 'origin-sum'}>
          {t('sum', {
            n: count,
            shared: origins.length === 1 ? 'all' : origins.length === count ? 'none' : 'some',
            origins: origins.length,
          })}
        </p>
      ) : null}
      <ol className="origins plain-list">
        {origins.map((group) => (
          <li
            key={group.origin.id}
            className={group.appearances.length > 1 ? 'origin origin--shared' : 'origin'}
          >
            <p className="origin-name">
              <span className="soft">{t('origin')}</span>{' '}
              <a href={`/desk/sources/${group.origin.id}`}>
                <bdi>{group.origin.name}</bdi>
              </a>
              {group.isClaimant ? <span className="soft"> {t('theClaimant')}</span> : null}
              {group.appearances.length > 1 ? (
                <Badge tone="warning">{t('carriers', { n: group.appearances.length })}</Badge>
              ) : null}
            </p>
            <ol className="plain-list origin-carriers">
              {group.appearances.map((appearance) => (
                <Appearance
                  key={appearance.id}
                  appearance={appearance}
                  workbench={workbench}
                  isWithdrawing={open?.act === 'withdraw-appearance' && open.on === appearance.id}
                />
              ))}
            </ol>
          </li>
        ))}
      </ol>
    </Part>
  )
}

function Appearance({
  appearance,
  workbench,
  isWithdrawing,
}: {
  appearance: WorkbenchAppearance
  workbench: Workbench
  isWithdrawing: boolean
}) {
  const { claim, may } = workbench
  const { document, quote, reportedBy } = appearance
  const t = useTranslations('deskAppearances')
  return (
    <li className="appearance">
      <blockquote className="excerpt" dir="auto" lang={quote.language}>
        {quote.prefix ? <span className="soft">…{quote.prefix}</span> : null}
        <mark>{quote.exact}</mark>
        {quote.suffix ? <span className="soft">{quote.suffix}…</span> : null}
      </blockquote>
      <p className="origin-document">
        <bdi lang={document.publisher.language}>{document.publisher.name}</bdi>
        {t('comma')}
        {document.url ? (
          <a href={document.url} rel="noreferrer" lang={document.language}>
            <bdi>{document.title}</bdi>
          </a>
        ) : (
          <cite lang={document.language}>
            <bdi>{document.title}</bdi>
          </cite>
        )}
        {document.published ? (
          <>
            {t('comma')}
            <Known time={document.published} />
          </>
        ) : null}
        {document.carries ? (
          <span className="soft">
            {' '}
            · {t.rich('carries', { title: document.carries, bdi: (words) => <bdi>{words}</bdi> })}
          </span>
        ) : null}
        {reportedBy ? (
          <span className="soft">
            {' '}
            ·{' '}
            {t.rich('by', {
              name: reportedBy.name,
              bdi: (words) => <bdi lang={reportedBy.language}>{words}</bdi>,
            })}
          </span>
        ) : null}
      </p>
      <p className="row fine">
        {claim.publicSince && !appearance.isPublic ? <Badge>{t('notShown')}</Badge> : null}
        {may.add && appearance.mayWithdraw && !isWithdrawing ? (
          <a href={doHref(claim.id, 'withdraw-appearance', appearance.id)}>
            {t.rich('withdraw', {
              title: document.title,
              hidden: (words) => <span className="visually-hidden">{words}</span>,
            })}
          </a>
        ) : null}
      </p>
      {isWithdrawing && appearance.mayWithdraw ? (
        <Panel title={t('withdrawTitle')} closeHref={`/desk/claims/${claim.id}#appearances`}>
          <Form
            name="withdraw-appearance"
            action={withdrawAppearanceAction}
            requestId={randomUUID()}
            hidden={{ claimId: claim.id, appearanceId: appearance.id }}
          >
            <TextField name="reason" label={t('reason')} hint={t('forRecord')} />
            <SubmitButton kind="danger">{t('withdrawPress')}</SubmitButton>
          </Form>
        </Panel>
      ) : null}
    </li>
  )
}
