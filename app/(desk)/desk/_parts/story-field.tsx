import { useTranslations } from 'next-intl'
import { Select } from '@/app/_ui/fields'

type Props = {
  stories: { id: string; title: string }[]
  label?: string
  defaultValue: string | null | undefined
}

/** The story that a claim is filed under, or none. */
export function StoryField({ stories, label, defaultValue }: Props) {
  const t = useTranslations('ui.storyField')
  return (
    <Select
      name="storyId"
      label={label ?? t('story')}
      isOptional
      none={t('none')}
      options={stories.map(({ id, title }) => ({ value: id, label: title }))}
      defaultValue={defaultValue}
    />
  )
}
