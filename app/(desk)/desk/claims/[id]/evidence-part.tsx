import { randomUUID } from 'node:crypto'
import { Badge } from '@/app/_ui/badge'
import { RadioGroup, Select, SubmitButton, TextField } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { Moment } from '@/app/_ui/moment'
import {
  DocumentAndQuoteFields,
  type DocumentOption,
} from '@/app/(desk)/desk/_parts/document-field'
import { SourceField } from '@/app/(desk)/desk/_parts/source-field'
import {
  attachEvidenceAction,
  gradeEvidenceAction,
  withdrawEvidenceAction,
} from '@/app/(desk)/desk/claims/[id]/actions'
import { credibilityOptions } from '@/app/(desk)/desk/claims/[id]/claim-words'
import { doHref, Panel } from '@/app/(desk)/desk/claims/[id]/panel'
import { type Done, Part } from '@/app/(desk)/desk/claims/[id]/part'
import type { Workbench, WorkbenchEvidence } from '@/lib/desk/workbench'
import type { Stance } from '@/lib/evidence/schema'
import { credibilityWords } from '@/lib/site/words'

type Open = { act: string; on: string | null } | null

const stances: { stance: Stance; title: string; choice: string; hint: string }[] = [
  {
    stance: 'supports',
    title: 'Supports the claim',
    choice: 'Supports the claim',
    hint: 'Makes it more likely to be true',
  },
  {
    stance: 'refutes',
    title: 'Speaks against it',
    choice: 'Refutes the claim',
    hint: 'Makes it less likely to be true',
  },
  {
    stance: 'context',
    title: 'Context',
    choice: 'Gives context',
    hint: 'Changes what the claim means, without being for or against it',
  },
]

/** What documents tell us about the claim, and how many independent origins stand behind each side. */
export function EvidencePart({
  workbench,
  open,
  documents,
  done,
}: {
  workbench: Workbench
  open: Open
  documents: DocumentOption[]
  done: Done
}) {
  const { claim, evidence, may } = workbench
  const isAttaching = open?.act === 'evidence' && may.add
  return (
    <Part
      name="evidence"
      title="Evidence"
      count={evidence.length}
      done={done}
      acts={
        may.add && !isAttaching ? <a href={doHref(claim.id, 'evidence')}>Attach evidence</a> : null
      }
    >
      {isAttaching ? (
        <Panel title="Attach evidence" closeHref={`/desk/claims/${claim.id}#evidence`}>
          <AttachForm claimId={claim.id} documents={documents} />
        </Panel>
      ) : null}
      {evidence.length === 0 ? (
        <p className="soft">
          Nothing yet. A document that reports the claim is an appearance; evidence is what bears on
          whether it is true.
        </p>
      ) : null}
      {stances.map(({ stance, title }) => {
        const pieces = evidence.filter((piece) => piece.stance === stance)
        if (pieces.length === 0) return null
        return (
          <section key={stance} className={`stance stance--${stance}`} aria-label={title}>
            <h3>{title}</h3>
            <p className="stance-sum">{wordIndependence(stance, workbench)}</p>
            <ol className="plain-list">
              {pieces.map((piece) => (
                <Piece
                  key={piece.id}
                  piece={piece}
                  pieces={pieces}
                  workbench={workbench}
                  open={open}
                />
              ))}
            </ol>
          </section>
        )
      })}
    </Part>
  )
}

/** "3 pieces, one independent origin: Agence France-Presse." */
function wordIndependence(stance: Stance, workbench: Workbench): string {
  const { pieces, origins } = workbench.independence[stance]
  const many = pieces === 1 ? 'One piece' : `${pieces} pieces`
  if (origins.length === 0)
    return `${many}, no independent origin: the claimant’s own word is no support.`
  const names = origins.map((name) => `\u2068${name}\u2069`).join(', ')
  return `${many}, ${origins.length === 1 ? 'one independent origin' : `${origins.length} independent origins`}: ${names}.`
}

function AttachForm({ claimId, documents }: { claimId: string; documents: DocumentOption[] }) {
  return (
    <Form
      name="attach-evidence"
      action={attachEvidenceAction}
      requestId={randomUUID()}
      draft={`evidence:${claimId}`}
      hidden={{ claimId }}
    >
      <RadioGroup
        name="stance"
        label="What it does"
        options={stances.map(({ stance, choice, hint }) => ({
          value: stance,
          label: choice,
          hint,
        }))}
      />
      <DocumentAndQuoteFields
        name="document"
        recent={documents}
        quoteName="excerpt"
        startName={null}
        quoteLabel="Excerpt"
        quoteHint="The words, or what the picture or the data show, that bear on the claim"
      />
      <TextField
        name="locator"
        label="Where in it"
        hint="A page, a paragraph, minutes and seconds"
        isOptional
      />
      <Select
        name="credibility"
        label="Credibility"
        hint="Of this piece of information, whoever says it (Admiralty scale)"
        none="Choose a grade"
        options={credibilityOptions}
      />
      <TextField
        name="credibilityReason"
        label="Why this grade"
        hint="In a sentence; it is kept with the grade"
      />
      <SourceField
        name="origin"
        label="Where this piece came from"
        hint="Where that is not the document’s own origin: an outlet that quotes an agency in one paragraph"
        isOptional
      />
      <SubmitButton>Attach the evidence</SubmitButton>
    </Form>
  )
}

function Piece({
  piece,
  pieces,
  workbench,
  open,
}: {
  piece: WorkbenchEvidence
  pieces: WorkbenchEvidence[]
  workbench: Workbench
  open: Open
}) {
  const { claim, may } = workbench
  const { document } = piece
  const [grade, ...earlier] = piece.grades
  const isAgain = pieces.find((other) => other.origin.id === piece.origin.id) !== piece
  const isGrading = open?.act === 'grade' && open.on === piece.id && may.grade
  const isWithdrawing =
    open?.act === 'withdraw-evidence' && open.on === piece.id && piece.mayWithdraw
  const close = `/desk/claims/${claim.id}#evidence`
  return (
    <li className="piece">
      <blockquote className="excerpt" dir="auto" lang={document.language}>
        {piece.excerpt}
      </blockquote>
      <p className="origin-document">
        <bdi>{document.publisher.name}</bdi>
        {document.publisher.reliability ? (
          <span className="soft"> (reliability {document.publisher.reliability})</span>
        ) : null}
        ,{' '}
        {document.url ? (
          <a href={document.url} rel="noreferrer" lang={document.language}>
            <bdi>{document.title}</bdi>
          </a>
        ) : (
          <cite lang={document.language}>
            <bdi>{document.title}</bdi>
          </cite>
        )}
        {piece.locator ? <span className="soft">, {piece.locator}</span> : null}
      </p>
      <p className="piece-weights">
        <span>
          <span className="soft">Origin</span>{' '}
          <a href={`/desk/sources/${piece.origin.id}`}>
            <bdi>{piece.origin.name}</bdi>
          </a>
        </span>
        {piece.isFromClaimant && piece.stance === 'supports' ? (
          <Badge tone="warning">From the claimant: does not count as support</Badge>
        ) : isAgain ? (
          <Badge tone="warning">Same origin as above: counts once</Badge>
        ) : null}
        <span>
          <span className="soft">Credibility</span> <strong>{piece.credibility}</strong>,{' '}
          {credibilityWords[piece.credibility]?.toLowerCase()}
          {grade ? (
            <span className="soft">
              : {grade.reason} (<bdi>{grade.by}</bdi>)
            </span>
          ) : null}
        </span>
      </p>
      {earlier.length > 0 ? (
        <details className="fine">
          <summary>
            {earlier.length === 1 ? 'One earlier grade' : `${earlier.length} earlier grades`}
          </summary>
          <ul>
            {earlier.map((each) => (
              <li key={each.at.toISOString()}>
                {each.credibility}: {each.reason} (<bdi>{each.by}</bdi>, <Moment at={each.at} />)
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      <p className="row fine">
        <span className="soft">
          Attached by <bdi>{piece.addedBy}</bdi>, <Moment at={piece.addedAt} />
        </span>
        {may.grade && !isGrading ? (
          <a href={doHref(claim.id, 'grade', piece.id)}>
            Grade anew<span className="visually-hidden">: {document.title}</span>
          </a>
        ) : null}
        {may.add && piece.mayWithdraw && !isWithdrawing ? (
          <a href={doHref(claim.id, 'withdraw-evidence', piece.id)}>
            Withdraw<span className="visually-hidden"> the evidence from {document.title}</span>
          </a>
        ) : null}
      </p>
      {isGrading ? (
        <Panel title="Grade this evidence anew" closeHref={close}>
          <Form
            name="grade-evidence"
            action={gradeEvidenceAction}
            requestId={randomUUID()}
            hidden={{ claimId: claim.id, evidenceId: piece.id }}
          >
            <Select
              name="credibility"
              label="Credibility"
              options={credibilityOptions}
              defaultValue={String(piece.credibility)}
            />
            <TextField name="reason" label="Why this grade" />
            <SubmitButton>Save the grade</SubmitButton>
          </Form>
        </Panel>
      ) : null}
      {isWithdrawing ? (
        <Panel title="Withdraw this evidence" closeHref={close}>
          <Form
            name="withdraw-evidence"
            action={withdrawEvidenceAction}
            requestId={randomUUID()}
            hidden={{ claimId: claim.id, evidenceId: piece.id }}
          >
            <TextField name="reason" label="Reason" hint="For the record" />
            <SubmitButton kind="danger">Withdraw the evidence</SubmitButton>
          </Form>
        </Panel>
      ) : null}
    </li>
  )
}
