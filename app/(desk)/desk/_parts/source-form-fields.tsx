'use client'

import { useTranslations } from 'next-intl'
import { Select, TextArea, TextField } from '@/app/_ui/fields'
import { LanguageField } from '@/app/(desk)/desk/_parts/language-field'
import { type ChosenSource, SourceField } from '@/app/(desk)/desk/_parts/source-field'
import { useSourceKinds } from '@/app/(desk)/desk/_parts/words'
import type { SourceKind } from '@/lib/sources/schema'

type Props = {
  defaults?: {
    name: string
    language: string
    kind: SourceKind
    description: string | null
    url: string | null
    speaksFor: ChosenSource | null
  }
}

/** What is asked of a source, new or known. */
export function SourceFormFields({ defaults }: Props) {
  const t = useTranslations('ui.sourceForm')
  const kinds = useSourceKinds()
  return (
    <>
      <TextField name="name" label={t('name')} hint={t('nameHint')} defaultValue={defaults?.name} />
      <LanguageField
        name="language"
        label={t('language')}
        defaultValue={defaults?.language ?? 'en'}
      />
      <Select
        name="kind"
        label={t('kind')}
        options={kinds}
        defaultValue={defaults?.kind ?? 'person'}
      />
      <SourceField
        name="speaksFor"
        label={t('speaksFor')}
        hint={t('speaksForHint')}
        isOptional
        defaultSource={defaults?.speaksFor}
      />
      <TextArea
        name="description"
        label={t('about')}
        hint={t('aboutHint')}
        isOptional
        defaultValue={defaults?.description}
      />
      <TextField
        name="url"
        label={t('address')}
        type="url"
        inputMode="url"
        dir="ltr"
        isOptional
        defaultValue={defaults?.url}
      />
    </>
  )
}
