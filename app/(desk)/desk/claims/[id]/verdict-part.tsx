import { randomUUID } from 'node:crypto'
import { useTranslations } from 'next-intl'
import { wordRule } from '@/app/_server/messages'
import { useWords } from '@/app/_server/use-words'
import { Badge } from '@/app/_ui/badge'
import { Checkbox, RadioGroup, Select, SubmitButton, TextArea, TextField } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { Known, Moment } from '@/app/_ui/moment'
import { StatusMark } from '@/app/_ui/status-mark'
import {
  approveVerdictAction,
  proposeVerdictAction,
  sendBackVerdictAction,
  takeBackVerdictAction,
} from '@/app/(desk)/desk/claims/[id]/actions'
import { wordChange } from '@/app/(desk)/desk/claims/[id]/claim-words'
import { doHref, Panel } from '@/app/(desk)/desk/claims/[id]/panel'
import { type Done, Part } from '@/app/(desk)/desk/claims/[id]/part'
import type { StatusRule, Workbench, WorkbenchVerdict } from '@/lib/desk/workbench'
import { confidence } from '@/lib/review/schema'

type Props = { workbench: Workbench; open: string | null; done: Done }

/** What readers are told about the claim, what is proposed, and what can be done about it. */
export function VerdictPart({ workbench, open, done }: Props) {
  const { claim, verdict, proposal, lastAnswer, earlier, may } = workbench
  const t = useTranslations('deskVerdict')
  const isProposing = open === 'propose' && may.propose
  return (
    <Part
      name="verdict"
      title={t('title')}
      done={done}
      acts={
        may.propose && !isProposing ? (
          <a className="button" href={doHref(claim.id, 'propose')}>
            {verdict ? t('proposeChange') : t('propose')}
          </a>
        ) : null
      }
    >
      {verdict ? (
        <VerdictText verdict={verdict}>
          <p className="fine">
            {t.rich('publishedBy', {
              kind: verdict.kind,
              proposer: verdict.proposer.name,
              reviewer: verdict.reviewer ?? '',
              moment: () => (verdict.publishedAt ? <Moment at={verdict.publishedAt} /> : null),
              bdi: (words) => <bdi>{words}</bdi>,
            })}
          </p>
        </VerdictText>
      ) : (
        <p>
          <StatusMark status="unreviewed" /> <span className="soft">{t('meaning.unreviewed')}</span>
        </p>
      )}
      {proposal ? <Proposal workbench={workbench} proposal={proposal} open={open} /> : null}
      {lastAnswer && !proposal ? <LastAnswer verdict={lastAnswer} /> : null}
      {isProposing ? (
        <Panel
          title={verdict ? t('proposeChange') : t('propose')}
          closeHref={`/desk/claims/${claim.id}#verdict`}
        >
          <ProposeForm workbench={workbench} />
        </Panel>
      ) : null}
      {!isProposing && !proposal ? <Rules rules={workbench.rules} /> : null}
      {earlier.length > 0 ? (
        <details>
          <summary>{t('earlier', { n: earlier.length })}</summary>
          <ol className="plain-list stack earlier">
            {earlier.map((each) => (
              <li key={each.id}>
                <VerdictText verdict={each}>
                  <p className="fine">
                    {t.rich('earlierBy', {
                      kind: each.kind,
                      proposer: each.proposer.name,
                      reviewer: each.reviewer ?? '',
                      moment: () => (each.publishedAt ? <Moment at={each.publishedAt} /> : null),
                      bdi: (words) => <bdi>{words}</bdi>,
                    })}
                  </p>
                </VerdictText>
              </li>
            ))}
          </ol>
        </details>
      ) : null}
    </Part>
  )
}

function VerdictText({
  verdict,
  children,
}: {
  verdict: WorkbenchVerdict
  children: React.ReactNode
}) {
  const { overtaken } = verdict
  const t = useTranslations('deskVerdict')
  const confidenceWord = useTranslations('ui.confidence')
  return (
    <div className="verdict-text">
      <p className="verdict-status">
        <StatusMark status={verdict.status} />
        <span>{confidenceWord(verdict.confidence)}</span>
      </p>
      {verdict.publicNote ? (
        <p className="verdict-note">
          <strong>{t('kind', { kind: verdict.kind })}</strong> <bdi>{verdict.publicNote}</bdi>
        </p>
      ) : null}
      <div className="verdict-rationale" dir="auto">
        {verdict.rationale.split(/\n{2,}/).map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      {overtaken.on ? (
        <p>
          {t.rich('overtaken', {
            moment: () =>
              overtaken.on ? (
                <Known time={{ on: overtaken.on, precision: 'day', at: null, zone: null }} />
              ) : null,
            hasEvent: overtaken.event ? 'yes' : 'no',
            event: overtaken.event ?? '',
            hasClaim: overtaken.claim ? 'yes' : 'no',
            claim: overtaken.claim?.proposition ?? '',
            a: (words) => <a href={`/desk/claims/${overtaken.claim?.id}`}>{words}</a>,
          })}
        </p>
      ) : null}
      {children}
    </div>
  )
}

function LastAnswer({ verdict }: { verdict: WorkbenchVerdict }) {
  const t = useTranslations('deskVerdict')
  return (
    <div className="notice notice--warning">
      {verdict.state === 'sent_back' ? (
        <>
          <p>
            {t.rich('sentBack', {
              reviewer: verdict.reviewer ?? '',
              proposer: verdict.proposer.name,
              hasMoment: verdict.reviewedAt ? 'yes' : 'no',
              moment: () => (verdict.reviewedAt ? <Moment at={verdict.reviewedAt} /> : null),
              status: () => <StatusMark status={verdict.status} />,
              b: (words) => <strong>{words}</strong>,
              bdi: (words) => <bdi>{words}</bdi>,
            })}
          </p>
          <p dir="auto">{verdict.reviewNote}</p>
        </>
      ) : (
        <p>
          {t.rich('tookBack', {
            proposer: verdict.proposer.name,
            status: () => <StatusMark status={verdict.status} />,
            bdi: (words) => <bdi>{words}</bdi>,
          })}
        </p>
      )}
    </div>
  )
}

// ───────────── proposing

/** What each status needs, and whether it is met now. */
function Rules({ rules }: { rules: StatusRule[] }) {
  const t = useTranslations('deskVerdict')
  return (
    <details className="rules">
      <summary>{t('rules')}</summary>
      <dl>
        {rules.map((rule) => (
          <div key={rule.status}>
            <dt>
              <StatusMark status={rule.status} />
            </dt>
            <dd>
              <RuleState rule={rule} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

/** What no evidence decides: whoever proposes it has to write it. */
const TO_WRITE = ['unverified', 'overtaken'] as const

function RuleState({ rule }: { rule: StatusRule }) {
  const t = useTranslations('deskVerdict')
  const allWords = useWords()
  const written = TO_WRITE.find((status) => status === rule.status)
  if (written && rule.unmet.length === 0) {
    return (
      <p className="rule">
        <strong>{t('yours')}</strong> {t(`toWrite.${written}`)}
      </p>
    )
  }
  if (rule.unmet.length === 0) {
    return (
      <p className="rule rule--met">
        <strong>{t('met')}</strong> {t(`needs.${rule.status}`)}
      </p>
    )
  }
  return (
    <p className="rule rule--unmet">
      <strong>{t('notYet')}</strong>{' '}
      {rule.unmet.map((need) => wordRule(need.reason, need.facts, allWords)).join(' ')}
    </p>
  )
}

function ProposeForm({ workbench }: { workbench: Workbench }) {
  const { claim, verdict, lastAnswer, rules, neighbours } = workbench
  const t = useTranslations('deskVerdict')
  const confidenceWord = useTranslations('ui.confidence')
  // Whoever takes a proposal up again begins with its words.
  const before = lastAnswer ?? verdict
  return (
    <Form
      name="propose"
      action={proposeVerdictAction}
      requestId={randomUUID()}
      draft={`propose:${claim.id}`}
      className="propose"
      hidden={{ claimId: claim.id, version: claim.version }}
    >
      {verdict ? (
        <>
          <RadioGroup
            name="kind"
            label={t('whatKind')}
            options={[
              {
                value: 'update',
                label: t('update'),
                hint: t('updateHint'),
              },
              { value: 'correction', label: t('correction'), hint: t('correctionHint') },
            ]}
            defaultValue={lastAnswer?.kind}
          />
          <TextArea
            name="publicNote"
            label={t('publicNote')}
            hint={t('publicNoteHint')}
            rows={2}
            defaultValue={lastAnswer?.publicNote}
          />
        </>
      ) : null}
      <RadioGroup
        name="status"
        label={t('status')}
        className="propose-status"
        options={rules.map((rule) => ({
          value: rule.status,
          label: rule.status,
          content: (
            <>
              <StatusMark status={rule.status} />{' '}
              <span className="soft">{t(`meaning.${rule.status}`)}</span>
            </>
          ),
          hint: <RuleState rule={rule} />,
        }))}
        defaultValue={before?.status}
      />
      <fieldset className="form-set propose-overtaken">
        <legend>{t('whatOvertook')}</legend>
        <p className="field-hint">{t('overtakenHint')}</p>
        <Select
          name="overtakenByClaimId"
          label={t('claim')}
          isOptional
          none={t('noClaim')}
          options={neighbours.map((each) => ({ value: each.id, label: each.proposition }))}
          defaultValue={before?.overtaken.claim?.id}
        />
        <TextField
          name="overtakenByEvent"
          label={t('event')}
          isOptional
          defaultValue={before?.overtaken.event}
        />
        <TextField
          name="overtakenOn"
          label={t('day')}
          hint={t('dayHint')}
          isOptional
          dir="ltr"
          defaultValue={before?.overtaken.on?.toISOString().slice(0, 10)}
        />
      </fieldset>
      <RadioGroup
        name="confidence"
        label={t('confidence')}
        className="choices-inline"
        options={confidence.options.map((value) => ({ value, label: confidenceWord(value) }))}
        defaultValue={before?.confidence}
      />
      <TextArea
        name="rationale"
        label={t('rationale')}
        hint={t('rationaleHint')}
        rows={7}
        defaultValue={before?.rationale}
      />
      <p className="soft">{t('someoneElse')}</p>
      <SubmitButton busy={t('proposing')}>{t('proposePress')}</SubmitButton>
    </Form>
  )
}

// ───────────── reviewing

function Proposal({
  workbench,
  proposal,
  open,
}: {
  workbench: Workbench
  proposal: NonNullable<Workbench['proposal']>
  open: string | null
}) {
  const { claim, may } = workbench
  const t = useTranslations('deskVerdict')
  const allWords = useWords()
  return (
    <section className="proposal" id="review" aria-labelledby="review-title">
      <h3 id="review-title">
        {t('proposed', { kind: proposal.kind })} <Badge tone="strong">{t('waiting')}</Badge>
      </h3>
      <VerdictText verdict={proposal}>
        <p className="fine">
          {t.rich('proposedBy', {
            name: proposal.proposer.name,
            bdi: (words) => <bdi>{words}</bdi>,
            moment: () => <Moment at={proposal.proposedAt} />,
          })}
        </p>
      </VerdictText>
      <Changes proposal={proposal} />
      {proposal.unmet.length > 0 ? (
        <p className="notice notice--warning">
          <strong>{t('cantApprove')}</strong>{' '}
          {proposal.unmet.map((need) => wordRule(need.reason, need.facts, allWords)).join(' ')}
        </p>
      ) : null}
      {may.review ? (
        <div className="review-acts">
          <Form
            name="approve"
            action={approveVerdictAction}
            requestId={randomUUID()}
            hidden={{ claimId: claim.id, verdictId: proposal.id, version: claim.version }}
          >
            {proposal.hasMoved ? <Checkbox name="sawChanges" label={t('sawChanges')} /> : null}
            <SubmitButton busy={t('publishing')}>{t('approve')}</SubmitButton>
          </Form>
          {open === 'send-back' ? (
            <Panel title={t('sendBackTitle')} closeHref={`/desk/claims/${claim.id}#review`}>
              <Form
                name="send-back"
                action={sendBackVerdictAction}
                requestId={randomUUID()}
                draft={`send-back:${proposal.id}`}
                hidden={{ claimId: claim.id, verdictId: proposal.id }}
              >
                <TextArea name="reason" label={t('reason')} hint={t('sendBackHint')} rows={3} />
                <SubmitButton busy={t('sendingBack')}>{t('sendBack')}</SubmitButton>
              </Form>
            </Panel>
          ) : (
            <a className="button button--quiet" href={doHref(claim.id, 'send-back')}>
              {t('sendBackLink')}
            </a>
          )}
        </div>
      ) : null}
      {proposal.isOwn ? (
        <div className="stack">
          <p className="notice">{t('own')}</p>
          {may.takeBack ? (
            <Form
              name="take-back"
              action={takeBackVerdictAction}
              requestId={randomUUID()}
              hidden={{ claimId: claim.id, verdictId: proposal.id }}
            >
              <SubmitButton kind="quiet" busy={t('takingBack')}>
                {t('takeBack')}
              </SubmitButton>
            </Form>
          ) : null}
        </div>
      ) : null}
      {!proposal.isOwn && !may.review ? <p className="notice">{t('another')}</p> : null}
    </section>
  )
}

function Changes({ proposal }: { proposal: NonNullable<Workbench['proposal']> }) {
  const t = useTranslations('deskVerdict')
  const allWords = useWords()
  if (!proposal.hasMoved) {
    return <p className="soft">{t('noChange')}</p>
  }
  return (
    <section className="changes" aria-labelledby="changes-title">
      <h4 id="changes-title">{t('changesTitle')}</h4>
      {proposal.changes.length > 0 ? (
        <ul>
          {proposal.changes.map((change) => {
            const sentence = wordChange(change, allWords)
            return <li key={sentence}>{sentence}</li>
          })}
        </ul>
      ) : (
        <p>{t('changedBack')}</p>
      )}
    </section>
  )
}
