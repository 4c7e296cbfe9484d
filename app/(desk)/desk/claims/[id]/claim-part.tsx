import { randomUUID } from 'node:crypto'
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
import { reliabilityWords, sourceKindWords } from '@/lib/site/words'
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
  return (
    <Part
      name="claim"
      title="The claim"
      done={done}
      acts={may.edit && !isEditing ? <a href={doHref(claim.id, 'edit')}>Edit the claim</a> : null}
    >
      {isEditing && may.edit ? (
        <Panel title="Edit the claim" closeHref={`/desk/claims/${claim.id}#claim`}>
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
  return (
    <>
      {wording ? (
        <blockquote className="wording" dir="auto" lang={wording.language}>
          {wording.text}
        </blockquote>
      ) : null}
      <dl className="facts">
        <div>
          <dt>Claimant</dt>
          <dd>
            <a href={`/desk/sources/${claimant.id}`}>
              <bdi lang={claimant.language}>{claimant.name}</bdi>
            </a>
            <span className="fine">
              {' '}
              {sourceKindWords[claimant.kind]}
              {claimant.reliability
                ? `, reliability ${claimant.reliability} (${reliabilityWords[claimant.reliability].toLowerCase()})`
                : ', reliability not graded'}
            </span>
          </dd>
        </div>
        <div>
          <dt>Said</dt>
          <dd>{said ? <Known time={said} /> : <span className="soft">Not known</span>}</dd>
        </div>
        <div>
          <dt>Place</dt>
          <dd>
            {place ? (
              <>
                <bdi>{place.name}</bdi>
                {place.latitude !== null && place.longitude !== null ? (
                  <span className="fine">
                    {' '}
                    {place.latitude}, {place.longitude}
                  </span>
                ) : null}
              </>
            ) : (
              <span className="soft">Not given</span>
            )}
          </dd>
        </div>
        <div>
          <dt>Story</dt>
          <dd>
            {story ? (
              <a href={`/desk/stories/${story.id}`}>{story.title}</a>
            ) : (
              <span className="soft">None</span>
            )}
          </dd>
        </div>
        <div>
          <dt>Filed</dt>
          <dd>
            <Moment at={claim.filedAt} /> by <bdi>{claim.filedBy}</bdi>
          </dd>
        </div>
      </dl>
    </>
  )
}

function EditForm({ workbench }: { workbench: Workbench }) {
  const { claim, may, stories } = workbench
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
          <SourceField name="claimant" label="Claimant" defaultSource={claim.claimant} />
          <TextArea
            name="proposition"
            label="Proposition"
            hint="One statement that can be checked, in our words, without “said that”"
            rows={2}
            defaultValue={claim.proposition}
          />
          <TextArea
            name="wording.text"
            label="Their wording"
            hint="The claimant’s own words, in the language they were said in"
            isOptional
            rows={2}
            defaultValue={claim.wording?.text}
          />
          <LanguageField
            name="wording.language"
            label="Language of the wording"
            isOptional
            defaultValue={claim.wording?.language}
          />
        </>
      ) : (
        <p className="notice">
          The claimant and the words are fixed, because a verdict about them is published. Another
          statement is a claim of its own: file it and link it.
        </p>
      )}
      <KnownTimeField name="said" label="Said" defaults={knownTimeFields(claim.said)} />
      <PlaceField
        name="place"
        defaults={claim.place ?? { name: null, latitude: null, longitude: null }}
      />
      <StoryField stories={stories} defaultValue={claim.story?.id} />
      <SubmitButton>Save the claim</SubmitButton>
    </Form>
  )
}
