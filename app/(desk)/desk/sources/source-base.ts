import type { FieldGroup } from '@/app/(desk)/desk/_parts/merge-fields'
import type { SourceDesk } from '@/lib/desk/sources'
import type { Words } from '@/lib/words/words-of'

/** The fields of the form that edits a source, under their names there. */
export function sourceBase(source: SourceDesk): Record<string, string> {
  return {
    name: source.name,
    language: source.language,
    kind: source.kind,
    'speaksFor.id': source.speaksFor?.id ?? '',
    'speaksFor.name': source.speaksFor?.name ?? '',
    description: source.description ?? '',
    url: source.url ?? '',
  }
}

export const sourceGroups = ({ say }: Words): FieldGroup[] => [
  { label: say('deskMerge.name'), names: ['name', 'language'], shows: ['name'] },
  { label: say('deskMerge.kind'), names: ['kind'], shows: ['kind'] },
  {
    label: say('deskMerge.speaksFor'),
    names: ['speaksFor.id', 'speaksFor.name'],
    shows: ['speaksFor.name'],
  },
  { label: say('deskMerge.about'), names: ['description'], shows: ['description'] },
  { label: say('deskMerge.address'), names: ['url'], shows: ['url'] },
]
