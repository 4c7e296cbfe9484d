import { z } from 'zod'
import { id, line, prose, requestId, version } from '@/lib/text/fields'

const storyFields = { title: line(200), summary: prose(2000) }

export const createStoryInput = z.object({ requestId, ...storyFields })
export const editStoryInput = z.object({ requestId, storyId: id, version, ...storyFields })
export const showStoryInput = z.object({ requestId, storyId: id })

export type CreateStory = z.infer<typeof createStoryInput>
export type EditStory = z.infer<typeof editStoryInput>
export type ShowStory = z.infer<typeof showStoryInput>
