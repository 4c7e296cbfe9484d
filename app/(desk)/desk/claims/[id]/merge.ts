import type { FieldGroup } from '@/app/(desk)/desk/_parts/merge-fields'
import type { Workbench } from '@/lib/desk/workbench'
import { knownTimeFields } from '@/lib/time'
import type { Words } from '@/lib/words/words-of'

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

export const claimGroups = ({ say }: Words): FieldGroup[] => [
  {
    label: say('deskMerge.claimant'),
    names: ['claimant.id', 'claimant.name'],
    shows: ['claimant.name'],
  },
  { label: say('deskMerge.proposition'), names: ['proposition'], shows: ['proposition'] },
  {
    label: say('deskMerge.wording'),
    names: ['wording.text', 'wording.language'],
    shows: ['wording.text'],
  },
  {
    label: say('deskMerge.said'),
    names: ['said.date', 'said.time', 'said.zone'],
    shows: ['said.date', 'said.time', 'said.zone'],
  },
  {
    label: say('deskMerge.place'),
    names: ['place.name', 'place.latitude', 'place.longitude'],
    shows: ['place.name'],
  },
  {
    label: say('deskMerge.story'),
    names: ['storyId'],
    shows: ['storyId'],
    words: { theirs: say('deskMerge.anotherStory'), yours: say('deskMerge.yourChoice') },
  },
]
