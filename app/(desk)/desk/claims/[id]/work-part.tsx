import { randomUUID } from 'node:crypto'
import { useTranslations } from 'next-intl'
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
  const t = useTranslations('deskWork')
  const stage = useTranslations('ui.stage')
  const close = `/desk/claims/${claim.id}#work`
  return (
    <Part name="work" title={t('title')} done={done}>
      {claim.stage === 'set_aside' ? (
        <p>
          <strong>{stage('set_aside')}</strong>
        </p>
      ) : (
        <ol className="steps" aria-label={t('stage')}>
          {steps.map((step) => (
            <li key={step} aria-current={step === claim.stage ? 'step' : undefined}>
              {stage(step)}
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
          <SubmitButton>{t('startChecking')}</SubmitButton>
        </Form>
      ) : null}
      {may.reopen ? (
        <Form
          name="reopen"
          action={reopenClaimAction}
          requestId={randomUUID()}
          hidden={{ claimId: claim.id }}
        >
          <SubmitButton>{t('reopen')}</SubmitButton>
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
            label={t('who')}
            none={t('nobody')}
            options={people.map((person) => ({ value: person.id, label: person.name }))}
            defaultValue={claim.assignee?.id}
          />
          <SubmitButton kind="quiet">{t('assign')}</SubmitButton>
        </Form>
      ) : null}

      <Readers workbench={workbench} />

      {open === 'set-aside' && may.setAside ? (
        <Panel title={t('setAsideTitle')} closeHref={close}>
          <Form
            name="set-aside"
            action={setAsideAction}
            requestId={randomUUID()}
            draft={`set-aside:${claim.id}`}
            hidden={{ claimId: claim.id, version: claim.version }}
          >
            <TextField name="reason" label={t('reason')} hint={t('setAsideHint')} />
            <SubmitButton>{t('setAside')}</SubmitButton>
          </Form>
        </Panel>
      ) : null}
      {open === 'withdraw' && may.withdraw ? (
        <Panel title={t('withdrawTitle')} closeHref={close}>
          <p className="notice notice--danger">{t('withdrawWarning')}</p>
          <Form
            name="withdraw-claim"
            action={withdrawClaimAction}
            requestId={randomUUID()}
            draft={`withdraw:${claim.id}`}
            hidden={{ claimId: claim.id, version: claim.version }}
          >
            <TextArea name="reason" label={t('reason')} hint={t('forReaders')} rows={3} />
            <Checkbox name="isSure" label={t('sure')} />
            <SubmitButton kind="danger">{t('withdrawClaim')}</SubmitButton>
          </Form>
        </Panel>
      ) : null}
      {(may.setAside && open !== 'set-aside') || (may.withdraw && open !== 'withdraw') ? (
        <p className="row fine">
          {may.setAside ? <a href={doHref(claim.id, 'set-aside')}>{t('setAside')}</a> : null}
          {may.withdraw ? <a href={doHref(claim.id, 'withdraw')}>{t('withdraw')}</a> : null}
        </p>
      ) : null}
    </Part>
  )
}

function Readers({ workbench }: { workbench: Workbench }) {
  const { claim, may, unseen } = workbench
  const t = useTranslations('deskWork')
  if (claim.withdrawal) {
    return (
      <div className="notice notice--danger">
        <p>
          <strong>{t('withdrawn')}</strong> <Moment at={claim.withdrawal.at} />
        </p>
        <p>{claim.withdrawal.reason}</p>
        <p>
          <a href={`/claims/${claim.slug}`}>{t('whatReadersSee')}</a>
        </p>
      </div>
    )
  }
  return (
    <div className="readers">
      <h3>{t('readers')}</h3>
      {claim.publicSince ? (
        <p>
          {t.rich('since', {
            a: (words) => <a href={`/claims/${claim.slug}`}>{words}</a>,
            moment: () => <Moment at={claim.publicSince ?? claim.changedAt} />,
          })}
        </p>
      ) : (
        <p>{t('notYet')}</p>
      )}
      {unseen > 0 ? <p>{t('additions', { n: unseen })}</p> : null}
      {may.show && (!claim.publicSince || unseen > 0) ? (
        <Form
          name="show"
          action={showClaimAction}
          requestId={randomUUID()}
          hidden={{ claimId: claim.id, version: claim.version }}
        >
          <SubmitButton kind="quiet">
            {claim.publicSince ? t('showAdditions') : t('show')}
          </SubmitButton>
        </Form>
      ) : null}
    </div>
  )
}
