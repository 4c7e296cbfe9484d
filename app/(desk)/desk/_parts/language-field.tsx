'use client'

import type { ReactNode } from 'react'
import { Select } from '@/app/_ui/fields'
import { useField } from '@/app/_ui/form-context'
import { languageName } from '@/app/(desk)/desk/_parts/language-name'

/** What our sources speak and write, most used first, then by name. */
const FIRST = ['en', 'ar']
const OTHERS = [
  'ku',
  'ckb',
  'tr',
  'he',
  'fa',
  'ru',
  'uk',
  'fr',
  'de',
  'es',
  'it',
  'pt',
  'nl',
  'pl',
  'sv',
  'el',
  'hy',
  'ka',
  'az',
  'ps',
  'ur',
  'hi',
  'bn',
  'zh',
  'ja',
  'ko',
  'id',
  'ms',
  'sw',
  'am',
  'ti',
  'so',
  'ha',
  'ro',
  'hu',
  'cs',
  'sr',
  'bg',
  'syr',
  'und',
]
const sorted = [
  ...FIRST,
  ...[...OTHERS].sort((one, other) => languageName(one).localeCompare(languageName(other), 'en')),
]

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
  const present = value || defaultValue
  const tags = present && !sorted.includes(present) ? [present, ...sorted] : sorted
  return (
    <Select
      {...{ name, label, hint, isOptional, defaultValue, onChange }}
      options={tags.map((tag) => ({ value: tag, label: languageName(tag) }))}
      {...(isOptional ? { none: 'Not chosen' } : {})}
    />
  )
}
