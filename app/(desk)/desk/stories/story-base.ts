import type { FieldGroup } from '@/app/(desk)/desk/_parts/merge-fields'
import type { StoryDesk } from '@/lib/desk/stories'
import type { Words } from '@/lib/words/words-of'

/** The fields of the form that edits a story, under their names there. */
export function storyBase(story: StoryDesk): Record<string, string> {
  return { title: story.title, summary: story.summary }
}

export const storyGroups = ({ say }: Words): FieldGroup[] => [
  { label: say('deskMerge.title'), names: ['title'], shows: ['title'] },
  { label: say('deskMerge.summary'), names: ['summary'], shows: ['summary'] },
]
