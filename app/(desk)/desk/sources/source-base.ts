import type { FieldGroup } from '@/app/(desk)/desk/_parts/merge-fields'
import type { SourceDesk } from '@/lib/desk/sources'

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

export const sourceGroups: FieldGroup[] = [
  { label: 'Name', names: ['name', 'language'], shows: ['name'] },
  { label: 'Kind', names: ['kind'], shows: ['kind'] },
  { label: 'Speaks for', names: ['speaksFor.id', 'speaksFor.name'], shows: ['speaksFor.name'] },
  { label: 'About', names: ['description'], shows: ['description'] },
  { label: 'Address', names: ['url'], shows: ['url'] },
]
