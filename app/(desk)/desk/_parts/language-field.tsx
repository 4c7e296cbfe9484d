'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Select } from '@/app/_ui/fields'
import { useField } from '@/app/_ui/form-context'
import { languageTags, useLanguageName } from '@/app/(desk)/desk/_parts/language-name'

/** Most used first, then by name, the unknown one last. */
const FIRST = ['en', 'ar']

type Props = {
  name: string
  label: ReactNode
  hint?: ReactNode
  isOptional?: boolean
  defaultValue?: string | null
  onChange?: (tag: string) => void
}

export function LanguageField({ name, label, hint, isOptional, defaultValue, onChange }: Props) {
  const { value } = useField(name)
  const t = useTranslations('ui.field')
  const languageName = useLanguageName()
  const sorted: string[] = [
    ...FIRST,
    ...languageTags
      .filter((tag) => !FIRST.includes(tag) && tag !== 'und')
      .sort((one, other) => (languageName(one) < languageName(other) ? -1 : 1)),
    'und',
  ]
  const present = value || defaultValue
  const tags = present && !sorted.includes(present) ? [present, ...sorted] : sorted
  return (
    <Select
      {...{ name, label, hint, isOptional, defaultValue, onChange }}
      options={tags.map((tag) => ({ value: tag, label: languageName(tag) }))}
      {...(isOptional ? { none: t('notChosen') } : {})}
    />
  )
}
