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

/** Fields that only make sense together, each by the words of its label. */
const groups: { label: string; names: string[]; shows: string }[] = [
  { label: 'Claimant', names: ['claimant.id', 'claimant.name'], shows: 'claimant.name' },
  { label: 'Proposition', names: ['proposition'], shows: 'proposition' },
  { label: 'Wording', names: ['wording.text', 'wording.language'], shows: 'wording.text' },
  { label: 'Said', names: ['said.date', 'said.time', 'said.zone'], shows: 'said.date' },
  {
    label: 'Place',
    names: ['place.name', 'place.latitude', 'place.longitude'],
    shows: 'place.name',
  },
  { label: 'Story', names: ['storyId'], shows: 'storyId' },
]

export type Clash = {
  label: string
  /** For people; what to put into the fields is `fields`. */
  theirs: string
  yours: string
  fields: Record<string, string>
}

export type Merge = {
  /** What the form holds now: what was typed, and theirs where nothing was typed. */
  values: Record<string, string>
  /** Labels of what was taken over from somebody else. */
  taken: string[]
  /** What both changed: a person has to choose. */
  clashes: Clash[]
}

/**
 * Puts together what somebody typed and what somebody else saved meanwhile. `base` is what the form showed
 * first: a group of fields that was not touched follows the other, one that both changed is for people.
 */
export function mergeEdits(
  base: Record<string, string>,
  yours: Record<string, string>,
  theirs: Record<string, string>,
): Merge {
  const merge: Merge = { values: { ...yours }, taken: [], clashes: [] }
  for (const { label, names, shows } of groups) {
    const differ = (one: Record<string, string>, other: Record<string, string>) =>
      // An id follows its name; typing a name empties it.
      names
        .filter((name) => name !== 'claimant.id')
        .some((name) => plain(one[name]) !== plain(other[name]))
    if (!differ(base, theirs) || !differ(yours, theirs)) continue
    const fields = Object.fromEntries(names.map((name) => [name, theirs[name] ?? '']))
    if (differ(base, yours)) {
      const words = (from: Record<string, string>) =>
        label === 'Said'
          ? names
              .map((name) => from[name])
              .filter(Boolean)
              .join(' ')
          : (from[shows] ?? '')
      merge.clashes.push({ label, theirs: words(theirs), yours: words(yours), fields })
    } else {
      merge.taken.push(label)
      Object.assign(merge.values, fields)
    }
  }
  return merge
}

/** A form sends line ends as two characters, and nobody means a space at the end. */
function plain(value: string | undefined): string {
  return (value ?? '').replace(/\r\n?/g, '\n').trim()
}
