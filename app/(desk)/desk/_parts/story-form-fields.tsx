'use client'

import { useTranslations } from 'next-intl'
import { TextArea, TextField } from '@/app/_ui/fields'

export function StoryFormFields({ defaults }: { defaults?: { title: string; summary: string } }) {
  const t = useTranslations('ui.storyForm')
  return (
    <>
      <TextField
        name="title"
        label={t('title')}
        hint={t('titleHint')}
        defaultValue={defaults?.title}
      />
      <TextArea
        name="summary"
        label={t('summary')}
        hint={t('summaryHint')}
        rows={5}
        defaultValue={defaults?.summary}
      />
    </>
  )
}
