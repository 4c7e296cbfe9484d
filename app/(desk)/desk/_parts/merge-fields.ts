/** Fields of a form that only make sense together, with the words of their label. */
export type FieldGroup = {
  label: string
  names: string[]
  /** The fields whose values stand for the group, put together with spaces. */
  shows: string[]
  /** For a group whose values mean nothing to people (ids): words for theirs and yours. */
  words?: { theirs: string; yours: string }
}

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
export function mergeFields(
  groups: FieldGroup[],
  base: Record<string, string>,
  yours: Record<string, string>,
  theirs: Record<string, string>,
): Merge {
  const merge: Merge = { values: { ...yours }, taken: [], clashes: [] }
  for (const { label, names, shows, words } of groups) {
    const differ = (one: Record<string, string>, other: Record<string, string>) =>
      // An id follows its name; typing a name empties it.
      names
        .filter((name) => !name.endsWith('.id'))
        .some((name) => plain(one[name]) !== plain(other[name]))
    if (!differ(base, theirs) || !differ(yours, theirs)) continue
    const fields = Object.fromEntries(names.map((name) => [name, theirs[name] ?? '']))
    if (differ(base, yours)) {
      merge.clashes.push({
        label,
        theirs: words?.theirs ?? shown(shows, theirs),
        yours: words?.yours ?? shown(shows, yours),
        fields,
      })
    } else {
      merge.taken.push(label)
      Object.assign(merge.values, fields)
    }
  }
  return merge
}

/** What a form showed when it was opened, from its hidden field `base`; without it everything counts as typed. */
export function readBase(text: string | undefined): Record<string, string> {
  try {
    const base: unknown = JSON.parse(text ?? '')
    if (!(base instanceof Object)) return {}
    return Object.fromEntries(
      Object.entries(base).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    )
  } catch {
    return {}
  }
}

function shown(names: string[], values: Record<string, string>): string {
  return names
    .map((name) => values[name])
    .filter(Boolean)
    .join(' ')
}

/** A form sends line ends as two characters, and nobody means a space at the end. */
function plain(value: string | undefined): string {
  return (value ?? '').replace(/\r\n?/g, '\n').trim()
}
