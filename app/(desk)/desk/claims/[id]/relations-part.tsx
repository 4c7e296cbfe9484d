import { randomUUID } from 'node:crypto'
import { useTranslations } from 'next-intl'
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
  const t = useTranslations('deskRelations')
  const from = useTranslations('ui.relationFrom')
  const isLinking = open?.act === 'link' && may.add
  const isFiling = open?.act === 'counterclaim' && may.add
  const counter = relations.filter((each) => each.type === 'counters')
  const others = relations.filter((each) => each.type !== 'counters')
  return (
    <Part
      name="relations"
      title={t('title')}
      count={relations.length}
      done={done}
      acts={
        may.add ? (
          <>
            {isFiling ? null : <a href={doHref(claim.id, 'counterclaim')}>{t('fileCounter')}</a>}
            {isLinking ? null : <a href={doHref(claim.id, 'link')}>{t('link')}</a>}
          </>
        ) : null
      }
    >
      {isLinking && search ? (
        <Panel title={t('linkTitle')} closeHref={`/desk/claims/${claim.id}#relations`}>
          <LinkPanel claimId={claim.id} search={search} />
        </Panel>
      ) : null}
      {isFiling ? (
        <Panel title={t('fileCounter')} closeHref={`/desk/claims/${claim.id}#relations`}>
          <p className="soft">{t('counterAbout')}</p>
          <Form
            name="file-related"
            action={fileRelatedClaimAction}
            requestId={randomUUID()}
            draft={`counterclaim:${claim.id}`}
            hidden={{ toClaimId: claim.id }}
          >
            <Select
              name="type"
              label={t('how')}
              options={relationType.options.map((type) => ({
                value: type,
                label: t('itRelates', { relation: from(type) }),
              }))}
              defaultValue="counters"
            />
            <ClaimFormFields
              stories={workbench.stories}
              recentDocuments={documents}
              defaults={{ storyId: claim.story?.id ?? null }}
            />
            <TextArea name="note" label={t('note')} hint={t('noteHint')} isOptional rows={2} />
            <SubmitButton>{t('fileAndLink')}</SubmitButton>
          </Form>
        </Panel>
      ) : null}
      {relations.length === 0 ? <p className="soft">{t('none')}</p> : null}
      {counter.length > 0 ? (
        <section aria-label={t('counterclaims')}>
          <ol className="plain-list">
            {counter.map((relation) => (
              <RelationRow key={relation.id} {...{ relation, workbench, open }} />
            ))}
          </ol>
        </section>
      ) : null}
      {others.length > 0 ? (
        <section aria-label={t('others')}>
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
  const t = useTranslations('deskRelations')
  const stage = useTranslations('ui.stage')
  const phrases = {
    from: useTranslations('ui.relationFrom'),
    to: useTranslations('ui.relationTo'),
  }
  const isWithdrawing =
    open?.act === 'unlink' && open.on === relation.id && relation.mayWithdraw && may.add
  return (
    <li className={relation.type === 'counters' ? 'relation relation--counter' : 'relation'}>
      <p className="relation-sentence">
        {t.rich('sentence', {
          relation: phrases[relation.direction](relation.type),
          b: (words) => <strong>{words}</strong>,
        })}
      </p>
      <p className="relation-other" dir="auto">
        <a href={`/desk/claims/${other.id}`}>{other.proposition}</a>
      </p>
      <p className="row">
        <bdi lang={other.claimant.language}>{other.claimant.name}</bdi>
        {other.isWithdrawn ? (
          <Badge tone="danger">{t('withdrawn')}</Badge>
        ) : (
          <StatusMark status={other.status} />
        )}
        <span className="soft">{stage(other.stage)}</span>
      </p>
      {relation.note ? <p dir="auto">{relation.note}</p> : null}
      <p className="row fine">
        {other.isPublic ? null : <Badge>{t('otherHidden')}</Badge>}
        {claim.publicSince && other.isPublic && !relation.isPublic ? (
          <Badge>{t('linkHidden')}</Badge>
        ) : null}
        {may.add && relation.mayWithdraw && !isWithdrawing ? (
          <a href={doHref(claim.id, 'unlink', relation.id)}>
            {t.rich('withdraw', {
              claim: other.proposition,
              hidden: (words) => <span className="visually-hidden">{words}</span>,
            })}
          </a>
        ) : null}
      </p>
      {isWithdrawing ? (
        <Panel title={t('withdrawTitle')} closeHref={`/desk/claims/${claim.id}#relations`}>
          <Form
            name="unlink"
            action={unlinkClaimsAction}
            requestId={randomUUID()}
            hidden={{ claimId: claim.id, relationId: relation.id }}
          >
            <TextField name="reason" label={t('reason')} hint={t('forRecord')} />
            <SubmitButton kind="danger">{t('withdrawPress')}</SubmitButton>
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
  const t = useTranslations('deskRelations')
  const phrases = {
    from: useTranslations('ui.relationFrom'),
    to: useTranslations('ui.relationTo'),
  }
  return (
    <>
      <search>
        <form method="get" action={`/desk/claims/${claimId}#do`} className="row link-search">
          <input type="hidden" name="do" value="link" />
          <div className="field">
            <label className="field-label" htmlFor="link-q">
              {t('find')}
            </label>
            <p className="field-hint" id="link-q-hint">
              {t('findHint')}
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
            {t('search')}
          </button>
        </form>
      </search>
      {search.found.length === 0 ? (
        <p className="notice">{search.words ? t('noWords') : t('noneLike')}</p>
      ) : (
        <Form name="link" action={linkClaimsAction} requestId={randomUUID()} hidden={{ claimId }}>
          <Select
            name="sentence"
            label={t('thisClaim')}
            options={relationType.options.flatMap((type) =>
              (['to', 'from'] as const).map((direction) => ({
                value: `${direction}.${type}`,
                label: `${phrases[direction](type)} …`,
              })),
            )}
            defaultValue="to.counters"
          />
          <RadioGroup
            name="otherId"
            label={search.words ? t('which') : t('whichAlike')}
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
          <TextArea name="note" label={t('note')} hint={t('noteHint')} isOptional rows={2} />
          <SubmitButton>{t('linkPress')}</SubmitButton>
        </Form>
      )}
    </>
  )
}
