'use client'

import { TextArea, TextField } from '@/app/_ui/fields'

export function StoryFormFields({ defaults }: { defaults?: { title: string; summary: string } }) {
  return (
    <>
      <TextField
        name="title"
        label="Title"
        hint="A news event or running subject, such as “The fall of Damascus”"
        defaultValue={defaults?.title}
      />
      <TextArea
        name="summary"
        label="Summary"
        hint="What it is about, for readers who come to it new"
        rows={5}
        defaultValue={defaults?.summary}
      />
    </>
  )
}
