import type { FieldGroup } from '@/app/(desk)/desk/_parts/merge-fields'
import type { Workbench } from '@/lib/desk/workbench'
import { knownTimeFields } from '@/lib/time'

/** The fields of the form that edits a claim, under their names there. */
export function editFields(claim: Workbench['claim']): Record<string, string> {
  const said = knownTimeFields(claim.said)
  return {
    'claimant.id': claim.claimant.id,
    'claimant.name': claim.claimant.name,
    proposition: claim.proposition,
    'wording.text': claim.wording?.text ?? '',
    'wording.language': claim.wording?.language ?? '',
    'said.date': said.date,
    'said.time': said.time,
    'said.zone': said.zone,
    'place.name': claim.place?.name ?? '',
    'place.latitude': String(claim.place?.latitude ?? ''),
    'place.longitude': String(claim.place?.longitude ?? ''),
    storyId: claim.story?.id ?? '',
  }
}

export const claimGroups: FieldGroup[] = [
  { label: 'Claimant', names: ['claimant.id', 'claimant.name'], shows: ['claimant.name'] },
  { label: 'Proposition', names: ['proposition'], shows: ['proposition'] },
  { label: 'Wording', names: ['wording.text', 'wording.language'], shows: ['wording.text'] },
  {
    label: 'Said',
    names: ['said.date', 'said.time', 'said.zone'],
    shows: ['said.date', 'said.time', 'said.zone'],
  },
  {
    label: 'Place',
    names: ['place.name', 'place.latitude', 'place.longitude'],
    shows: ['place.name'],
  },
  {
    label: 'Story',
    names: ['storyId'],
    shows: ['storyId'],
    words: { theirs: 'Another story', yours: 'Your choice' },
  },
]
