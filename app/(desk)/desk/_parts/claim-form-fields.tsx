'use client'

import { useTranslations } from 'next-intl'
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
  const t = useTranslations('ui.claimForm')
  return (
    <div className="claim-form">
      <div className="claim-form-sides">
        <section className="form-section">
          <h2>{t('claim')}</h2>
          <SourceField
            name="claimant"
            label={t('claimant')}
            hint={t('claimantHint')}
            defaultSource={defaults.claimant}
          />
          <TextArea
            name="proposition"
            label={t('proposition')}
            hint={t('propositionHint')}
            rows={2}
          />
          <SimilarClaims of="proposition" />
          <TextArea
            name="wording.text"
            label={t('wording')}
            hint={t('wordingHint')}
            isOptional
            rows={2}
          />
          <LanguageField name="wording.language" label={t('wordingLanguage')} isOptional />
          <KnownTimeField name="said" label={t('said')} defaults={defaults.said} />
          <PlaceField name="place" defaults={defaults.place} />
          <StoryField stories={stories} defaultValue={defaults.storyId} />
        </section>
        <section className="form-section">
          <h2>{t('where')}</h2>
          <DocumentAndQuoteFields
            name="document"
            recent={recentDocuments}
            defaultDocumentId={defaults.documentId}
          />
          <SourceField
            name="reportedBy"
            label={t('reportedBy')}
            hint={t('reportedByHint')}
            isOptional
          />
        </section>
      </div>
    </div>
  )
}
