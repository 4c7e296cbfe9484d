import { randomUUID } from 'node:crypto'
import { Badge } from '@/app/_ui/badge'
import { RadioGroup, Select, SubmitButton, TextArea, TextField } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { StatusMark } from '@/app/_ui/status-mark'
import { ClaimFormFields } from '@/app/(desk)/desk/_parts/claim-form-fields'
import type { DocumentOption } from '@/app/(desk)/desk/_parts/document-field'
import {
  fileRelatedClaimAction,
  linkClaimsAction,
  unlinkClaimsAction,
} from '@/app/(desk)/desk/claims/[id]/actions'
import { relationWord, stageWord } from '@/app/(desk)/desk/claims/[id]/claim-words'
import { doHref, Panel } from '@/app/(desk)/desk/claims/[id]/panel'
import { type Done, Part } from '@/app/(desk)/desk/claims/[id]/part'
import type { Workbench, WorkbenchRelation } from '@/lib/desk/workbench'
import { relationType } from '@/lib/relations/schema'
import type { VerificationStatus } from '@/lib/review/schema'

export type LinkCandidate = {
  id: string
  proposition: string
  claimantName: string
  status: VerificationStatus
}

type Props = {
  workbench: Workbench
  open: { act: string; on: string | null } | null
  /** With the panel that links: the words searched for and the claims found. */
  search: { words: string; found: LinkCandidate[] } | null
  documents: DocumentOption[]
  done: Done
}

/** Who says otherwise, and what else is linked to the claim. */
export function RelationsPart({ workbench, open, search, documents, done }: Props) {
  const { claim, relations, may } = workbench
  const isLinking = open?.act === 'link' && may.add
  const isFiling = open?.act === 'counterclaim' && may.add
  const counter = relations.filter((each) => each.type === 'counters')
  const others = relations.filter((each) => each.type !== 'counters')
  return (
    <Part
      name="relations"
      title="Counterclaims and links"
      count={relations.length}
      done={done}
      acts={
        may.add ? (
          <>
            {isFiling ? null : <a href={doHref(claim.id, 'counterclaim')}>File a counterclaim</a>}
            {isLinking ? null : <a href={doHref(claim.id, 'link')}>Link a claim</a>}
          </>
        ) : null
      }
    >
      {isLinking && search ? (
        <Panel title="Link a claim that is here" closeHref={`/desk/claims/${claim.id}#relations`}>
          <LinkPanel claimId={claim.id} search={search} />
        </Panel>
      ) : null}
      {isFiling ? (
        <Panel title="File a counterclaim" closeHref={`/desk/claims/${claim.id}#relations`}>
          <p className="soft">
            A counterclaim is a claim of its own, with its own claimant, appearances, evidence and
            status. It is filed and linked in one go.
          </p>
          <Form
            name="file-related"
            action={fileRelatedClaimAction}
            requestId={randomUUID()}
            draft={`counterclaim:${claim.id}`}
            hidden={{ toClaimId: claim.id }}
          >
            <Select
              name="type"
              label="How it stands to this claim"
              options={relationType.options.map((type) => ({
                value: type,
                label: `It ${relationWord(type, 'from')} this claim`,
              }))}
              defaultValue="counters"
            />
            <ClaimFormFields
              stories={workbench.stories}
              recentDocuments={documents}
              defaults={{ storyId: claim.story?.id ?? null }}
            />
            <TextArea
              name="note"
              label="Note on the link"
              hint="What exactly they disagree about, where that is not plain"
              isOptional
              rows={2}
            />
            <SubmitButton>File and link</SubmitButton>
          </Form>
        </Panel>
      ) : null}
      {relations.length === 0 ? (
        <p className="soft">No other claim is linked to this one.</p>
      ) : null}
      {counter.length > 0 ? (
        <section aria-label="Counterclaims">
          <ol className="plain-list">
            {counter.map((relation) => (
              <RelationRow key={relation.id} {...{ relation, workbench, open }} />
            ))}
          </ol>
        </section>
      ) : null}
      {others.length > 0 ? (
        <section aria-label="Other links">
          <ol className="plain-list">
            {others.map((relation) => (
              <RelationRow key={relation.id} {...{ relation, workbench, open }} />
            ))}
          </ol>
        </section>
      ) : null}
    </Part>
  )
}

function RelationRow({
  relation,
  workbench,
  open,
}: {
  relation: WorkbenchRelation
  workbench: Workbench
  open: Props['open']
}) {
  const { claim, may } = workbench
  const { other } = relation
  const isWithdrawing =
    open?.act === 'unlink' && open.on === relation.id && relation.mayWithdraw && may.add
  return (
    <li className={relation.type === 'counters' ? 'relation relation--counter' : 'relation'}>
      <p className="relation-sentence">
        This claim <strong>{relationWord(relation.type, relation.direction)}</strong>
      </p>
      <p className="relation-other" dir="auto">
        <a href={`/desk/claims/${other.id}`}>{other.proposition}</a>
      </p>
      <p className="row">
        <bdi lang={other.claimant.language}>{other.claimant.name}</bdi>
        {other.isWithdrawn ? (
          <Badge tone="danger">Withdrawn</Badge>
        ) : (
          <StatusMark status={other.status} />
        )}
        <span className="soft">{stageWord[other.stage]}</span>
      </p>
      {relation.note ? <p dir="auto">{relation.note}</p> : null}
      <p className="row fine">
        {other.isPublic ? null : <Badge>Readers don’t see that claim</Badge>}
        {claim.publicSince && other.isPublic && !relation.isPublic ? (
          <Badge>Link not shown to readers yet</Badge>
        ) : null}
        {may.add && relation.mayWithdraw && !isWithdrawing ? (
          <a href={doHref(claim.id, 'unlink', relation.id)}>
            Withdraw the link<span className="visually-hidden"> to {other.proposition}</span>
          </a>
        ) : null}
      </p>
      {isWithdrawing ? (
        <Panel title="Withdraw this link" closeHref={`/desk/claims/${claim.id}#relations`}>
          <Form
            name="unlink"
            action={unlinkClaimsAction}
            requestId={randomUUID()}
            hidden={{ claimId: claim.id, relationId: relation.id }}
          >
            <TextField name="reason" label="Reason" hint="For the record" />
            <SubmitButton kind="danger">Withdraw the link</SubmitButton>
          </Form>
        </Panel>
      ) : null}
    </li>
  )
}

function LinkPanel({
  claimId,
  search,
}: {
  claimId: string
  search: { words: string; found: LinkCandidate[] }
}) {
  return (
    <>
      <search>
        <form method="get" action={`/desk/claims/${claimId}#do`} className="row link-search">
          <input type="hidden" name="do" value="link" />
          <div className="field">
            <label className="field-label" htmlFor="link-q">
              Find the claim
            </label>
            <p className="field-hint" id="link-q-hint">
              Words of it, or its claimant’s name
            </p>
            <input
              className="input"
              type="search"
              id="link-q"
              name="q"
              dir="auto"
              defaultValue={search.words}
              aria-describedby="link-q-hint"
            />
          </div>
          <button type="submit" className="button button--quiet">
            Search
          </button>
        </form>
      </search>
      {search.found.length === 0 ? (
        <p className="notice">
          {search.words
            ? 'No claim has these words. Search for others, or file it as a new claim.'
            : 'No claim here is like this one. Search for its words.'}
        </p>
      ) : (
        <Form name="link" action={linkClaimsAction} requestId={randomUUID()} hidden={{ claimId }}>
          <Select
            name="sentence"
            label="This claim …"
            options={relationType.options.flatMap((type) =>
              (['to', 'from'] as const).map((direction) => ({
                value: `${direction}.${type}`,
                label: `${relationWord(type, direction)} …`,
              })),
            )}
            defaultValue="to.counters"
          />
          <RadioGroup
            name="otherId"
            label={search.words ? 'Which one' : 'Which one: these are the most alike'}
            options={search.found.map((each) => ({
              value: each.id,
              label: each.proposition,
              content: (
                <>
                  <span dir="auto">{each.proposition}</span>{' '}
                  <span className="soft">
                    <bdi>{each.claimantName}</bdi>
                  </span>{' '}
                  <StatusMark status={each.status} />
                </>
              ),
            }))}
          />
          <TextArea
            name="note"
            label="Note on the link"
            hint="What exactly they disagree about, where that is not plain"
            isOptional
            rows={2}
          />
          <SubmitButton>Link the claims</SubmitButton>
        </Form>
      )}
    </>
  )
}
