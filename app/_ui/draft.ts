/** Long text on its way to the desk, kept in the browser until the desk has it. */
export type Draft = { at: number; fields: Record<string, string> }

const WEEK = 7 * 24 * 3600_000

const keyOf = (owner: string, name: string) => `counterclaim.draft.${owner}.${name}`

export function readDraft(owner: string, name: string): Draft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(keyOf(owner, name)) ?? 'null') as Draft | null
    if (!draft || typeof draft.at !== 'number' || !(draft.fields instanceof Object)) return null
    return Date.now() - draft.at > WEEK ? null : draft
  } catch {
    // Storage can be switched off or hold somebody's experiment; a draft is a comfort, not a need.
    return null
  }
}

export function writeDraft(owner: string, name: string, fields: Record<string, string>): void {
  try {
    localStorage.setItem(keyOf(owner, name), JSON.stringify({ at: Date.now(), fields }))
  } catch {
    // Full or switched off: the text is still in the form.
  }
}

export function dropDraft(owner: string, name: string): void {
  try {
    localStorage.removeItem(keyOf(owner, name))
  } catch {
    // Nothing was kept, then.
  }
}

/** What a draft keeps of a form: everything but secrets, files and the framework's own fields. */
export function draftFields(form: HTMLFormElement): Record<string, string> {
  const secret = new Set(
    [...form.querySelectorAll<HTMLInputElement>('input[type=password]')].map((input) => input.name),
  )
  const fields: Record<string, string> = {}
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && !name.startsWith('$') && !secret.has(name))
      fields[name] = value
  }
  return fields
}
