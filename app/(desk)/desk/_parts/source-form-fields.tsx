'use client'

import { Select, TextArea, TextField } from '@/app/_ui/fields'
import { LanguageField } from '@/app/(desk)/desk/_parts/language-field'
import { type ChosenSource, SourceField } from '@/app/(desk)/desk/_parts/source-field'
import { optionsOf, sourceKindWords } from '@/app/(desk)/desk/_parts/words'
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
  return (
    <>
      <TextField
        name="name"
        label="Name"
        hint="The one we use. Other names and spellings can be added."
        defaultValue={defaults?.name}
      />
      <LanguageField
        name="language"
        label="Language of the name"
        defaultValue={defaults?.language ?? 'en'}
      />
      <Select
        name="kind"
        label="Kind"
        options={optionsOf(sourceKindWords)}
        defaultValue={defaults?.kind ?? 'person'}
      />
      <SourceField
        name="speaksFor"
        label="Speaks for"
        hint="A spokesman’s ministry, a monitor’s head: the two count as one origin"
        isOptional
        defaultSource={defaults?.speaksFor}
      />
      <TextArea
        name="description"
        label="About"
        hint="Shown to readers"
        isOptional
        defaultValue={defaults?.description}
      />
      <TextField
        name="url"
        label="Address"
        type="url"
        inputMode="url"
        dir="ltr"
        isOptional
        defaultValue={defaults?.url}
      />
    </>
  )
}
