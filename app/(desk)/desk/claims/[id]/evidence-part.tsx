import { randomUUID } from 'node:crypto'
import { useTranslations } from 'next-intl'
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
import { isolate } from '@/app/(desk)/desk/claims/[id]/claim-words'
import { doHref, Panel } from '@/app/(desk)/desk/claims/[id]/panel'
import { type Done, Part } from '@/app/(desk)/desk/claims/[id]/part'
import type { Workbench, WorkbenchEvidence } from '@/lib/desk/workbench'
import type { Stance } from '@/lib/evidence/schema'

type Open = { act: string; on: string | null } | null

const stances = ['supports', 'refutes', 'context'] as const satisfies Stance[]

const grades = [1, 2, 3, 4, 5, 6] as const

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
  const t = useTranslations('deskEvidence')
  const isAttaching = open?.act === 'evidence' && may.add
  return (
    <Part
      name="evidence"
      title={t('title')}
      count={evidence.length}
      done={done}
      acts={
        may.add && !isAttaching ? <a href={doHref(claim.id, 'evidence')}>{t('attach')}</a> : null
      }
    >
      {isAttaching ? (
        <Panel title={t('attach')} closeHref={`/desk/claims/${claim.id}#evidence`}>
          <AttachForm claimId={claim.id} documents={documents} />
        </Panel>
      ) : null}
      {evidence.length === 0 ? <p className="soft">{t('nothing')}</p> : null}
      {stances.map((stance) => {
        const title = t(`side.${stance}`)
        const pieces = evidence.filter((piece) => piece.stance === stance)
        if (pieces.length === 0) return null
        return (
          <section key={stance} className={`stance stance--${stance}`} aria-label={title}>
            <h3>{title}</h3>
            <p className="stance-sum">
              <Independence stance={stance} workbench={workbench} />
            </p>
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
function Independence({ stance, workbench }: { stance: Stance; workbench: Workbench }) {
  const t = useTranslations('deskEvidence')
  const { pieces, origins } = workbench.independence[stance]
  return t('independence', {
    pieces,
    origins: origins.length,
    names: origins.map(isolate).join(t('comma')),
  })
}

/** The Admiralty scale's grades as choices: "2, probably true". */
function useCredibilityOptions() {
  const t = useTranslations('deskEvidence')
  const words = useTranslations('ui.credibility')
  return grades.map((grade) => ({
    value: String(grade),
    label: t('grade', { grade, words: words(`c${grade}`) }),
  }))
}

function AttachForm({ claimId, documents }: { claimId: string; documents: DocumentOption[] }) {
  const t = useTranslations('deskEvidence')
  const credibilityOptions = useCredibilityOptions()
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
        label={t('whatItDoes')}
        options={stances.map((stance) => ({
          value: stance,
          label: t(`choice.${stance}`),
          hint: t(`choiceHint.${stance}`),
        }))}
      />
      <DocumentAndQuoteFields
        name="document"
        recent={documents}
        quoteName="excerpt"
        startName={null}
        quoteLabel={t('excerpt')}
        quoteHint={t('excerptHint')}
      />
      <TextField name="locator" label={t('locator')} hint={t('locatorHint')} isOptional />
      <Select
        name="credibility"
        label={t('credibility')}
        hint={t('credibilityHint')}
        none={t('chooseGrade')}
        options={credibilityOptions}
      />
      <TextField name="credibilityReason" label={t('why')} hint={t('whyHint')} />
      <SourceField name="origin" label={t('from')} hint={t('fromHint')} isOptional />
      <SubmitButton>{t('attachPress')}</SubmitButton>
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
  const t = useTranslations('deskEvidence')
  const credibility = useTranslations('ui.credibility')
  const credibilityOptions = useCredibilityOptions()
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
          <span className="soft">
            {' '}
            {t('reliability', { grade: document.publisher.reliability })}
          </span>
        ) : null}
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
        {piece.locator ? <span className="soft">{t('at', { locator: piece.locator })}</span> : null}
      </p>
      <p className="piece-weights">
        <span>
          <span className="soft">{t('origin')}</span>{' '}
          <a href={`/desk/sources/${piece.origin.id}`}>
            <bdi>{piece.origin.name}</bdi>
          </a>
        </span>
        {piece.isFromClaimant && piece.stance === 'supports' ? (
          <Badge tone="warning">{t('fromClaimant')}</Badge>
        ) : isAgain ? (
          <Badge tone="warning">{t('sameOrigin')}</Badge>
        ) : null}
        <span>
          <span className="soft">{t('credibility')}</span>{' '}
          {t.rich('gradeStrong', {
            grade: piece.credibility,
            words: credibility(`c${piece.credibility as 1}`),
            b: (words) => <strong>{words}</strong>,
          })}
          {grade ? (
            <span className="soft">
              : <bdi>{grade.reason}</bdi> (<bdi>{grade.by}</bdi>)
            </span>
          ) : null}
        </span>
      </p>
      {earlier.length > 0 ? (
        <details className="fine">
          <summary>{t('earlier', { n: earlier.length })}</summary>
          <ul>
            {earlier.map((each) => (
              <li key={each.at.toISOString()}>
                {t('number', { n: each.credibility })}: <bdi>{each.reason}</bdi> (
                <bdi>{each.by}</bdi>
                {t('comma')}
                <Moment at={each.at} />)
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      <p className="row fine">
        <span className="soft">
          {t.rich('attachedBy', {
            name: piece.addedBy,
            bdi: (words) => <bdi>{words}</bdi>,
            moment: () => <Moment at={piece.addedAt} />,
          })}
        </span>
        {may.grade && !isGrading ? (
          <a href={doHref(claim.id, 'grade', piece.id)}>
            {t('gradeAnew')}
            <span className="visually-hidden">: {document.title}</span>
          </a>
        ) : null}
        {may.add && piece.mayWithdraw && !isWithdrawing ? (
          <a href={doHref(claim.id, 'withdraw-evidence', piece.id)}>
            {t.rich('withdraw', {
              title: document.title,
              hidden: (words) => <span className="visually-hidden">{words}</span>,
            })}
          </a>
        ) : null}
      </p>
      {isGrading ? (
        <Panel title={t('gradeTitle')} closeHref={close}>
          <Form
            name="grade-evidence"
            action={gradeEvidenceAction}
            requestId={randomUUID()}
            hidden={{ claimId: claim.id, evidenceId: piece.id }}
          >
            <Select
              name="credibility"
              label={t('credibility')}
              options={credibilityOptions}
              defaultValue={String(piece.credibility)}
            />
            <TextField name="reason" label={t('why')} />
            <SubmitButton>{t('saveGrade')}</SubmitButton>
          </Form>
        </Panel>
      ) : null}
      {isWithdrawing ? (
        <Panel title={t('withdrawTitle')} closeHref={close}>
          <Form
            name="withdraw-evidence"
            action={withdrawEvidenceAction}
            requestId={randomUUID()}
            hidden={{ claimId: claim.id, evidenceId: piece.id }}
          >
            <TextField name="reason" label={t('reason')} hint={t('forRecord')} />
            <SubmitButton kind="danger">{t('withdrawPress')}</SubmitButton>
          </Form>
        </Panel>
      ) : null}
    </li>
  )
}
