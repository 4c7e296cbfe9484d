import { randomUUID } from 'node:crypto'
import { Checkbox, Select, SubmitButton, TextArea, TextField } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { Moment } from '@/app/_ui/moment'
import {
  assignClaimAction,
  reopenClaimAction,
  setAsideAction,
  showClaimAction,
  startCheckingAction,
  withdrawClaimAction,
} from '@/app/(desk)/desk/claims/[id]/actions'
import { stageWord } from '@/app/(desk)/desk/claims/[id]/claim-words'
import { doHref, Panel } from '@/app/(desk)/desk/claims/[id]/panel'
import { type Done, Part } from '@/app/(desk)/desk/claims/[id]/part'
import type { Workbench } from '@/lib/desk/workbench'

const steps = ['triage', 'checking', 'in_review', 'published'] as const

/** Where the desk's work on the claim stands, who has it, and whether readers see it. */
export function WorkPart({
  workbench,
  open,
  done,
}: {
  workbench: Workbench
  open: string | null
  done: Done
}) {
  const { claim, may, people } = workbench
  const close = `/desk/claims/${claim.id}#work`
  return (
    <Part name="work" title="The work" done={done}>
      {claim.stage === 'set_aside' ? (
        <p>
          <strong>{stageWord.set_aside}</strong>
        </p>
      ) : (
        <ol className="steps" aria-label="Stage">
          {steps.map((step) => (
            <li key={step} aria-current={step === claim.stage ? 'step' : undefined}>
              {stageWord[step]}
            </li>
          ))}
        </ol>
      )}
      {may.startChecking ? (
        <Form
          name="start-checking"
          action={startCheckingAction}
          requestId={randomUUID()}
          hidden={{ claimId: claim.id }}
        >
          <SubmitButton>Start checking</SubmitButton>
        </Form>
      ) : null}
      {may.reopen ? (
        <Form
          name="reopen"
          action={reopenClaimAction}
          requestId={randomUUID()}
          hidden={{ claimId: claim.id }}
        >
          <SubmitButton>Reopen</SubmitButton>
        </Form>
      ) : null}

      {may.add ? (
        <Form
          name="assign"
          className="form--inline"
          action={assignClaimAction}
          requestId={randomUUID()}
          hidden={{ claimId: claim.id }}
        >
          <Select
            key={claim.assignee?.id ?? 'nobody'}
            name="assigneeId"
            label="Who has it"
            none="Nobody"
            options={people.map((person) => ({ value: person.id, label: person.name }))}
            defaultValue={claim.assignee?.id}
          />
          <SubmitButton kind="quiet">Assign</SubmitButton>
        </Form>
      ) : null}

      <Readers workbench={workbench} />

      {open === 'set-aside' && may.setAside ? (
        <Panel title="Set the claim aside" closeHref={close}>
          <Form
            name="set-aside"
            action={setAsideAction}
            requestId={randomUUID()}
            draft={`set-aside:${claim.id}`}
            hidden={{ claimId: claim.id, version: claim.version }}
          >
            <TextField
              name="reason"
              label="Reason"
              hint="For the desk: not worth checking, a duplicate of …, not a claim"
            />
            <SubmitButton>Set aside</SubmitButton>
          </Form>
        </Panel>
      ) : null}
      {open === 'withdraw' && may.withdraw ? (
        <Panel title="Withdraw the claim in public" closeHref={close}>
          <p className="notice notice--danger">
            Its page will show readers nothing but the claim, that it was withdrawn, when, and why.
            This can’t be undone.
          </p>
          <Form
            name="withdraw-claim"
            action={withdrawClaimAction}
            requestId={randomUUID()}
            draft={`withdraw:${claim.id}`}
            hidden={{ claimId: claim.id, version: claim.version }}
          >
            <TextArea name="reason" label="Reason" hint="Written for readers" rows={3} />
            <Checkbox
              name="isSure"
              label="I answer for withdrawing this claim from what we publish"
            />
            <SubmitButton kind="danger">Withdraw the claim</SubmitButton>
          </Form>
        </Panel>
      ) : null}
      {(may.setAside && open !== 'set-aside') || (may.withdraw && open !== 'withdraw') ? (
        <p className="row fine">
          {may.setAside ? <a href={doHref(claim.id, 'set-aside')}>Set aside</a> : null}
          {may.withdraw ? <a href={doHref(claim.id, 'withdraw')}>Withdraw in public</a> : null}
        </p>
      ) : null}
    </Part>
  )
}

function Readers({ workbench }: { workbench: Workbench }) {
  const { claim, may, unseen } = workbench
  if (claim.withdrawal) {
    return (
      <div className="notice notice--danger">
        <p>
          <strong>Withdrawn</strong> <Moment at={claim.withdrawal.at} />
        </p>
        <p>{claim.withdrawal.reason}</p>
        <p>
          <a href={`/claims/${claim.slug}`}>What readers see</a>
        </p>
      </div>
    )
  }
  return (
    <div className="readers">
      <h3>Readers</h3>
      {claim.publicSince ? (
        <p>
          See <a href={`/claims/${claim.slug}`}>its page</a> since <Moment at={claim.publicSince} />
          .
        </p>
      ) : (
        <p>Don’t see this claim yet. Approving its first verdict shows it, too.</p>
      )}
      {unseen > 0 ? (
        <p>
          {unseen === 1 ? 'One addition has' : `${unseen} additions have`} not been shown to them.
        </p>
      ) : null}
      {may.show && (!claim.publicSince || unseen > 0) ? (
        <Form
          name="show"
          action={showClaimAction}
          requestId={randomUUID()}
          hidden={{ claimId: claim.id, version: claim.version }}
        >
          <SubmitButton kind="quiet">
            {claim.publicSince ? 'Show additions to readers' : 'Show to readers as unreviewed'}
          </SubmitButton>
        </Form>
      ) : null}
    </div>
  )
}
