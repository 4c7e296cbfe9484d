import { randomUUID } from 'node:crypto'
import { wordRule } from '@/app/_server/messages'
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
import { confidenceWord, wordChange } from '@/app/(desk)/desk/claims/[id]/claim-words'
import { doHref, Panel } from '@/app/(desk)/desk/claims/[id]/panel'
import { type Done, Part } from '@/app/(desk)/desk/claims/[id]/part'
import type { StatusRule, Workbench, WorkbenchVerdict } from '@/lib/desk/workbench'
import { statusDefinitions } from '@/lib/review/rules'
import { confidence } from '@/lib/review/schema'
import { verdictKindWords } from '@/lib/site/words'

type Props = { workbench: Workbench; open: string | null; done: Done }

/** What readers are told about the claim, what is proposed, and what can be done about it. */
export function VerdictPart({ workbench, open, done }: Props) {
  const { claim, verdict, proposal, lastAnswer, earlier, may } = workbench
  const isProposing = open === 'propose' && may.propose
  return (
    <Part
      name="verdict"
      title="Verdict"
      done={done}
      acts={
        may.propose && !isProposing ? (
          <a className="button" href={doHref(claim.id, 'propose')}>
            {verdict ? 'Propose an update or correction' : 'Propose a verdict'}
          </a>
        ) : null
      }
    >
      {verdict ? (
        <VerdictText verdict={verdict}>
          <p className="fine">
            {verdictKindWords[verdict.kind]}, published{' '}
            {verdict.publishedAt ? <Moment at={verdict.publishedAt} /> : null}. Proposed by{' '}
            <bdi>{verdict.proposer.name}</bdi>, reviewed by <bdi>{verdict.reviewer}</bdi>.
          </p>
        </VerdictText>
      ) : (
        <p>
          <StatusMark status="unreviewed" />{' '}
          <span className="soft">{statusDefinitions.unreviewed.meaning}</span>
        </p>
      )}
      {proposal ? <Proposal workbench={workbench} proposal={proposal} open={open} /> : null}
      {lastAnswer && !proposal ? <LastAnswer verdict={lastAnswer} /> : null}
      {isProposing ? (
        <Panel
          title={verdict ? 'Propose an update or correction' : 'Propose a verdict'}
          closeHref={`/desk/claims/${claim.id}#verdict`}
        >
          <ProposeForm workbench={workbench} />
        </Panel>
      ) : null}
      {!isProposing && !proposal ? <Rules rules={workbench.rules} /> : null}
      {earlier.length > 0 ? (
        <details>
          <summary>
            {earlier.length === 1 ? 'One earlier verdict' : `${earlier.length} earlier verdicts`}
          </summary>
          <ol className="plain-list stack earlier">
            {earlier.map((each) => (
              <li key={each.id}>
                <VerdictText verdict={each}>
                  <p className="fine">
                    {verdictKindWords[each.kind]},{' '}
                    {each.publishedAt ? <Moment at={each.publishedAt} /> : null}. Proposed by{' '}
                    <bdi>{each.proposer.name}</bdi>, reviewed by <bdi>{each.reviewer}</bdi>.
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
  return (
    <div className="verdict-text">
      <p className="verdict-status">
        <StatusMark status={verdict.status} />
        <span>{confidenceWord[verdict.confidence]}</span>
      </p>
      {verdict.publicNote ? (
        <p className="verdict-note" dir="auto">
          <strong>{verdictKindWords[verdict.kind]}:</strong> {verdict.publicNote}
        </p>
      ) : null}
      <div className="verdict-rationale" dir="auto">
        {verdict.rationale.split(/\n{2,}/).map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      {overtaken.on ? (
        <p>
          Overtaken on <Known time={{ on: overtaken.on, precision: 'day', at: null, zone: null }} />
          {overtaken.event ? <> by: {overtaken.event}</> : null}
          {overtaken.claim ? (
            <>
              {' '}
              by the claim{' '}
              <a href={`/desk/claims/${overtaken.claim.id}`}>{overtaken.claim.proposition}</a>
            </>
          ) : null}
        </p>
      ) : null}
      {children}
    </div>
  )
}

function LastAnswer({ verdict }: { verdict: WorkbenchVerdict }) {
  return (
    <div className="notice notice--warning">
      {verdict.state === 'sent_back' ? (
        <>
          <p>
            <strong>Sent back</strong> by <bdi>{verdict.reviewer}</bdi>
            {verdict.reviewedAt ? (
              <>
                , <Moment at={verdict.reviewedAt} />
              </>
            ) : null}
            : <StatusMark status={verdict.status} />, proposed by <bdi>{verdict.proposer.name}</bdi>
            .
          </p>
          <p dir="auto">{verdict.reviewNote}</p>
        </>
      ) : (
        <p>
          <bdi>{verdict.proposer.name}</bdi> took back the proposal{' '}
          <StatusMark status={verdict.status} />.
        </p>
      )}
    </div>
  )
}

// ───────────── proposing

/** What each status needs, and whether it is met now. */
function Rules({ rules }: { rules: StatusRule[] }) {
  return (
    <details className="rules">
      <summary>What each status needs, and whether it is met now</summary>
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
const toWrite: Partial<Record<StatusRule['status'], string>> = {
  unverified: 'A rationale that says what was looked for.',
  overtaken: 'Name the claim or the event that overtook it, and the day.',
}

function RuleState({ rule }: { rule: StatusRule }) {
  const words = toWrite[rule.status]
  if (words && rule.unmet.length === 0) {
    return (
      <p className="rule">
        <strong>Yours to say.</strong> {words}
      </p>
    )
  }
  if (rule.unmet.length === 0) {
    return (
      <p className="rule rule--met">
        <strong>Met now.</strong> {statusDefinitions[rule.status].needs}
      </p>
    )
  }
  return (
    <p className="rule rule--unmet">
      <strong>Not yet.</strong>{' '}
      {rule.unmet.map((need) => wordRule(need.reason, need.facts)).join(' ')}
    </p>
  )
}

function ProposeForm({ workbench }: { workbench: Workbench }) {
  const { claim, verdict, lastAnswer, rules, neighbours } = workbench
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
            label="What kind of change this is"
            options={[
              {
                value: 'update',
                label: 'Update',
                hint: 'There is new information; what we said was right when we said it.',
              },
              { value: 'correction', label: 'Correction', hint: 'We were wrong.' },
            ]}
            defaultValue={lastAnswer?.kind}
          />
          <TextArea
            name="publicNote"
            label="Public note"
            hint="Tells readers what is new, or what we had wrong. It stays on the page for good."
            rows={2}
            defaultValue={lastAnswer?.publicNote}
          />
        </>
      ) : null}
      <RadioGroup
        name="status"
        label="Status"
        className="propose-status"
        options={rules.map((rule) => ({
          value: rule.status,
          label: rule.status,
          content: (
            <>
              <StatusMark status={rule.status} />{' '}
              <span className="soft">{statusDefinitions[rule.status].meaning}</span>
            </>
          ),
          hint: <RuleState rule={rule} />,
        }))}
        defaultValue={before?.status}
      />
      <fieldset className="form-set propose-overtaken">
        <legend>What overtook it</legend>
        <p className="field-hint">
          Only for “overtaken”: the claim or the event, or both, and the day.
        </p>
        <Select
          name="overtakenByClaimId"
          label="Claim"
          isOptional
          none="No claim"
          options={neighbours.map((each) => ({ value: each.id, label: each.proposition }))}
          defaultValue={before?.overtaken.claim?.id}
        />
        <TextField
          name="overtakenByEvent"
          label="Event"
          isOptional
          defaultValue={before?.overtaken.event}
        />
        <TextField
          name="overtakenOn"
          label="Day"
          hint="Such as 2024-12-08"
          isOptional
          dir="ltr"
          defaultValue={before?.overtaken.on?.toISOString().slice(0, 10)}
        />
      </fieldset>
      <RadioGroup
        name="confidence"
        label="Confidence"
        className="choices-inline"
        options={confidence.options.map((value) => ({ value, label: confidenceWord[value] }))}
        defaultValue={before?.confidence}
      />
      <TextArea
        name="rationale"
        label="Rationale"
        hint="Written for readers: what was looked for, what was found, and why it leads to this status"
        rows={7}
        defaultValue={before?.rationale}
      />
      <p className="soft">Somebody else reviews this before readers see any of it.</p>
      <SubmitButton busy="Proposing …">Propose for review</SubmitButton>
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
  return (
    <section className="proposal" id="review" aria-labelledby="review-title">
      <h3 id="review-title">
        {proposal.kind === 'first' ? 'Proposed verdict' : `Proposed ${proposal.kind}`}{' '}
        <Badge tone="strong">Waiting for review</Badge>
      </h3>
      <VerdictText verdict={proposal}>
        <p className="fine">
          Proposed by <bdi>{proposal.proposer.name}</bdi>, <Moment at={proposal.proposedAt} />
        </p>
      </VerdictText>
      <Changes proposal={proposal} />
      {proposal.unmet.length > 0 ? (
        <p className="notice notice--warning">
          <strong>This can’t be approved as things stand.</strong>{' '}
          {proposal.unmet.map((need) => wordRule(need.reason, need.facts)).join(' ')}
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
            {proposal.hasMoved ? (
              <Checkbox name="sawChanges" label="I have looked at these changes" />
            ) : null}
            <SubmitButton busy="Publishing …">Approve and publish</SubmitButton>
          </Form>
          {open === 'send-back' ? (
            <Panel title="Send it back" closeHref={`/desk/claims/${claim.id}#review`}>
              <Form
                name="send-back"
                action={sendBackVerdictAction}
                requestId={randomUUID()}
                draft={`send-back:${proposal.id}`}
                hidden={{ claimId: claim.id, verdictId: proposal.id }}
              >
                <TextArea
                  name="reason"
                  label="Reason"
                  hint="For the proposer and the desk: what is missing or wrong. Readers never see it."
                  rows={3}
                />
                <SubmitButton busy="Sending back …">Send back</SubmitButton>
              </Form>
            </Panel>
          ) : (
            <a className="button button--quiet" href={doHref(claim.id, 'send-back')}>
              Send back with a reason
            </a>
          )}
        </div>
      ) : null}
      {proposal.isOwn ? (
        <div className="stack">
          <p className="notice">
            You proposed this, so somebody else has to review it. You can take it back until then.
          </p>
          {may.takeBack ? (
            <Form
              name="take-back"
              action={takeBackVerdictAction}
              requestId={randomUUID()}
              hidden={{ claimId: claim.id, verdictId: proposal.id }}
            >
              <SubmitButton kind="quiet" busy="Taking back …">
                Take it back
              </SubmitButton>
            </Form>
          ) : null}
        </div>
      ) : null}
      {!proposal.isOwn && !may.review ? (
        <p className="notice">An editor other than its proposer reviews it.</p>
      ) : null}
    </section>
  )
}

function Changes({ proposal }: { proposal: NonNullable<Workbench['proposal']> }) {
  if (!proposal.hasMoved) {
    return <p className="soft">Nothing about the claim has changed since it was proposed.</p>
  }
  return (
    <section className="changes" aria-labelledby="changes-title">
      <h4 id="changes-title">What changed since it was proposed</h4>
      {proposal.changes.length > 0 ? (
        <ul>
          {proposal.changes.map((change) => {
            const sentence = wordChange(change)
            return <li key={sentence}>{sentence}</li>
          })}
        </ul>
      ) : (
        <p>
          It was changed, and changed back or shown: what a verdict rests on is as it was when it
          was proposed. See the activity.
        </p>
      )}
    </section>
  )
}
