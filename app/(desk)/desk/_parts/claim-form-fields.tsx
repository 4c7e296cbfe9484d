'use client'

import { TextArea } from '@/app/_ui/fields'
import {
  DocumentAndQuoteFields,
  type DocumentOption,
} from '@/app/(desk)/desk/_parts/document-field'
import { KnownTimeField } from '@/app/(desk)/desk/_parts/known-time-field'
import { LanguageField } from '@/app/(desk)/desk/_parts/language-field'
import { PlaceField } from '@/app/(desk)/desk/_parts/place-field'
import { SimilarClaims } from '@/app/(desk)/desk/_parts/similar-claims'
import { type ChosenSource, SourceField } from '@/app/(desk)/desk/_parts/source-field'
import { StoryField } from '@/app/(desk)/desk/_parts/story-field'

export type ClaimDefaults = {
  claimant?: ChosenSource | null
  storyId?: string | null
  documentId?: string | null
  said?: { date: string; time: string; zone: string }
  place?: { name: string | null; latitude: number | null; longitude: number | null }
}

type Props = {
  stories: { id: string; title: string }[]
  recentDocuments: DocumentOption[]
  defaults?: ClaimDefaults
}

/** Everything that filing a claim asks, in the order in which one knows it. Goes inside a `Form`. */
export function ClaimFormFields({ stories, recentDocuments, defaults = {} }: Props) {
  return (
    <div className="claim-form">
      <div className="claim-form-sides">
        <section className="form-section">
          <h2>The claim</h2>
          <SourceField
            name="claimant"
            label="Claimant"
            hint="Who asserts it: a person, institution, armed group … Any spelling of the name will do."
            defaultSource={defaults.claimant}
          />
          <TextArea
            name="proposition"
            label="Proposition"
            hint="One statement that can be checked, in our words, without “said that”"
            rows={2}
          />
          <SimilarClaims of="proposition" />
          <TextArea
            name="wording.text"
            label="Their wording"
            hint="The claimant’s own words, if you have them, in the language they were said in"
            isOptional
            rows={2}
          />
          <LanguageField name="wording.language" label="Language of the wording" isOptional />
          <KnownTimeField name="said" label="Said" defaults={defaults.said} />
          <PlaceField name="place" defaults={defaults.place} />
          <StoryField stories={stories} defaultValue={defaults.storyId} />
        </section>
        <section className="form-section">
          <h2>Where it appeared</h2>
          <DocumentAndQuoteFields
            name="document"
            recent={recentDocuments}
            defaultDocumentId={defaults.documentId}
          />
          <SourceField
            name="reportedBy"
            label="Reported by"
            hint="The reporter or agency that heard it, where that is not the publisher"
            isOptional
          />
        </section>
      </div>
    </div>
  )
}
