import type { FieldGroup } from '@/app/(desk)/desk/_parts/merge-fields'
import type { StoryDesk } from '@/lib/desk/stories'

/** The fields of the form that edits a story, under their names there. */
export function storyBase(story: StoryDesk): Record<string, string> {
  return { title: story.title, summary: story.summary }
}

export const storyGroups: FieldGroup[] = [
  { label: 'Title', names: ['title'], shows: ['title'] },
  { label: 'Summary', names: ['summary'], shows: ['summary'] },
]
