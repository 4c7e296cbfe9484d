import { randomUUID } from 'node:crypto'
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
  const count = origins.reduce((sum, group) => sum + group.appearances.length, 0)
  const isAdding = open?.act === 'appearance' && may.add
  return (
    <Part
      name="appearances"
      title="Appearances"
      count={count}
      done={done}
      acts={
        may.add && !isAdding ? <a href={doHref(claim.id, 'appearance')}>Add an appearance</a> : null
      }
    >
      {isAdding ? (
        <Panel title="Add an appearance" closeHref={`/desk/claims/${claim.id}#appearances`}>
          <Form
            name="add-appearance"
            action={addAppearanceAction}
            requestId={randomUUID()}
            draft={`appearance:${claim.id}`}
            hidden={{ claimId: claim.id }}
          >
            <DocumentAndQuoteFields name="document" recent={documents} />
            <LanguageField
              name="quoteLanguage"
              label="Language of the quote, where it is not the document’s"
              isOptional
            />
            <SourceField
              name="reportedBy"
              label="Reported by"
              hint="The reporter or agency that heard it, where that is not the publisher"
              isOptional
            />
            <SubmitButton>Add the appearance</SubmitButton>
          </Form>
        </Panel>
      ) : null}
      {count > 1 ? (
        <p className={origins.length < count ? 'origin-sum origin-sum--shared' : 'origin-sum'}>
          {count} appearances,{' '}
          {origins.length === 1
            ? 'all of one origin: one voice, however many carry it.'
            : origins.length === count
              ? 'each of an origin of its own.'
              : `but ${origins.length} origins: those that share one are one voice.`}
        </p>
      ) : null}
      <ol className="origins plain-list">
        {origins.map((group) => (
          <li
            key={group.origin.id}
            className={group.appearances.length > 1 ? 'origin origin--shared' : 'origin'}
          >
            <p className="origin-name">
              <span className="soft">Origin</span>{' '}
              <a href={`/desk/sources/${group.origin.id}`}>
                <bdi>{group.origin.name}</bdi>
              </a>
              {group.isClaimant ? <span className="soft"> (the claimant)</span> : null}
              {group.appearances.length > 1 ? (
                <Badge tone="warning">One origin, {group.appearances.length} carriers</Badge>
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
  return (
    <li className="appearance">
      <blockquote className="excerpt" dir="auto" lang={quote.language}>
        {quote.prefix ? <span className="soft">…{quote.prefix}</span> : null}
        <mark>{quote.exact}</mark>
        {quote.suffix ? <span className="soft">{quote.suffix}…</span> : null}
      </blockquote>
      <p className="origin-document">
        <bdi lang={document.publisher.language}>{document.publisher.name}</bdi>,{' '}
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
            , <Known time={document.published} />
          </>
        ) : null}
        {document.carries ? (
          <span className="soft">
            {' '}
            · carries <bdi>“{document.carries}”</bdi>
          </span>
        ) : null}
        {reportedBy ? (
          <span className="soft">
            {' '}
            · reported by <bdi lang={reportedBy.language}>{reportedBy.name}</bdi>
          </span>
        ) : null}
      </p>
      <p className="row fine">
        {claim.publicSince && !appearance.isPublic ? <Badge>Not shown to readers yet</Badge> : null}
        {may.add && appearance.mayWithdraw && !isWithdrawing ? (
          <a href={doHref(claim.id, 'withdraw-appearance', appearance.id)}>
            Withdraw
            <span className="visually-hidden"> the appearance in {document.title}</span>
          </a>
        ) : null}
      </p>
      {isWithdrawing && appearance.mayWithdraw ? (
        <Panel title="Withdraw this appearance" closeHref={`/desk/claims/${claim.id}#appearances`}>
          <Form
            name="withdraw-appearance"
            action={withdrawAppearanceAction}
            requestId={randomUUID()}
            hidden={{ claimId: claim.id, appearanceId: appearance.id }}
          >
            <TextField name="reason" label="Reason" hint="For the record" />
            <SubmitButton kind="danger">Withdraw the appearance</SubmitButton>
          </Form>
        </Panel>
      ) : null}
    </li>
  )
}
