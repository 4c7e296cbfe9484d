import { Select } from '@/app/_ui/fields'

type Props = {
  stories: { id: string; title: string }[]
  label?: string
  defaultValue: string | null | undefined
}

/** The story that a claim is filed under, or none. */
export function StoryField({ stories, label = 'Story', defaultValue }: Props) {
  return (
    <Select
      name="storyId"
      label={label}
      isOptional
      none="No story"
      options={stories.map(({ id, title }) => ({ value: id, label: title }))}
      defaultValue={defaultValue}
    />
  )
}
