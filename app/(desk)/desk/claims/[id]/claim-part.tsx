import { randomUUID } from 'node:crypto'
import { useTranslations } from 'next-intl'
import { SubmitButton, TextArea } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { Known, Moment } from '@/app/_ui/moment'
import { KnownTimeField } from '@/app/(desk)/desk/_parts/known-time-field'
import { LanguageField } from '@/app/(desk)/desk/_parts/language-field'
import { MergeNotes } from '@/app/(desk)/desk/_parts/merge-notes'
import { PlaceField } from '@/app/(desk)/desk/_parts/place-field'
import { SourceField } from '@/app/(desk)/desk/_parts/source-field'
import { StoryField } from '@/app/(desk)/desk/_parts/story-field'
import { editClaimAction } from '@/app/(desk)/desk/claims/[id]/actions'
import { editFields } from '@/app/(desk)/desk/claims/[id]/merge'
import { doHref, Panel } from '@/app/(desk)/desk/claims/[id]/panel'
import { type Done, Part } from '@/app/(desk)/desk/claims/[id]/part'
import type { Workbench } from '@/lib/desk/workbench'
import { knownTimeFields } from '@/lib/time'

/** What is claimed, by whom, when and where. */
export function ClaimPart({
  workbench,
  isEditing,
  done,
}: {
  workbench: Workbench
  isEditing: boolean
  done: Done
}) {
  const { claim, may } = workbench
  const t = useTranslations('deskClaim')
  return (
    <Part
      name="claim"
      title={t('title')}
      done={done}
      acts={may.edit && !isEditing ? <a href={doHref(claim.id, 'edit')}>{t('edit')}</a> : null}
    >
      {isEditing && may.edit ? (
        <Panel title={t('edit')} closeHref={`/desk/claims/${claim.id}#claim`}>
          <EditForm workbench={workbench} />
        </Panel>
      ) : (
        <ClaimFacts claim={claim} />
      )}
    </Part>
  )
}

function ClaimFacts({ claim }: { claim: Workbench['claim'] }) {
  const { claimant, place, said, story, wording } = claim
  const t = useTranslations('deskClaim')
  const kind = useTranslations('ui.sourceKind')
  const reliability = useTranslations('ui.reliability')
  return (
    <>
      {wording ? (
        <blockquote className="wording" dir="auto" lang={wording.language}>
          {wording.text}
        </blockquote>
      ) : null}
      <dl className="facts">
        <div>
          <dt>{t('claimant')}</dt>
          <dd>
            <a href={`/desk/sources/${claimant.id}`}>
              <bdi lang={claimant.language}>{claimant.name}</bdi>
            </a>
            <span className="fine">
              {' '}
              {kind(claimant.kind)}
              {claimant.reliability
                ? t('reliability', {
                    grade: claimant.reliability,
                    words: reliability(claimant.reliability),
                  })
                : t('notGraded')}
            </span>
          </dd>
        </div>
        <div>
          <dt>{t('said')}</dt>
          <dd>{said ? <Known time={said} /> : <span className="soft">{t('notKnown')}</span>}</dd>
        </div>
        <div>
          <dt>{t('place')}</dt>
          <dd>
            {place ? (
              <>
                <bdi>{place.name}</bdi>
                {place.latitude !== null && place.longitude !== null ? (
                  <span className="fine">
                    {' '}
                    <bdi dir="ltr">
                      {place.latitude}, {place.longitude}
                    </bdi>
                  </span>
                ) : null}
              </>
            ) : (
              <span className="soft">{t('notGiven')}</span>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('story')}</dt>
          <dd>
            {story ? (
              <a href={`/desk/stories/${story.id}`}>{story.title}</a>
            ) : (
              <span className="soft">{t('none')}</span>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('filed')}</dt>
          <dd>
            {t.rich('filedBy', {
              moment: () => <Moment at={claim.filedAt} />,
              name: claim.filedBy,
              bdi: (words) => <bdi>{words}</bdi>,
            })}
          </dd>
        </div>
      </dl>
    </>
  )
}

function EditForm({ workbench }: { workbench: Workbench }) {
  const { claim, may, stories } = workbench
  const t = useTranslations('deskClaim')
  const fields = editFields(claim)
  const fixed = may.reword
    ? {}
    : {
        'claimant.id': fields['claimant.id'],
        'claimant.name': fields['claimant.name'],
        proposition: fields.proposition,
        'wording.text': fields['wording.text'],
        'wording.language': fields['wording.language'],
      }
  return (
    <Form
      name="edit-claim"
      action={editClaimAction}
      requestId={randomUUID()}
      draft={`edit-claim:${claim.id}`}
      hidden={{
        claimId: claim.id,
        version: claim.version,
        base: JSON.stringify(fields),
        ...fixed,
      }}
    >
      <MergeNotes />
      {may.reword ? (
        <>
          <SourceField name="claimant" label={t('claimant')} defaultSource={claim.claimant} />
          <TextArea
            name="proposition"
            label={t('proposition')}
            hint={t('propositionHint')}
            rows={2}
            defaultValue={claim.proposition}
          />
          <TextArea
            name="wording.text"
            label={t('wording')}
            hint={t('wordingHint')}
            isOptional
            rows={2}
            defaultValue={claim.wording?.text}
          />
          <LanguageField
            name="wording.language"
            label={t('wordingLanguage')}
            isOptional
            defaultValue={claim.wording?.language}
          />
        </>
      ) : (
        <p className="notice">{t('fixed')}</p>
      )}
      <KnownTimeField name="said" label={t('said')} defaults={knownTimeFields(claim.said)} />
      <PlaceField
        name="place"
        defaults={claim.place ?? { name: null, latitude: null, longitude: null }}
      />
      <StoryField stories={stories} defaultValue={claim.story?.id} />
      <SubmitButton>{t('save')}</SubmitButton>
    </Form>
  )
}
