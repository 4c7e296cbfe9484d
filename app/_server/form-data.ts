/** Next's and React's own fields, which are no input of ours. */
const FRAMEWORK_FIELD = /^\$/
/** Never sent back to the page or kept. */
const SECRET_FIELD = /password|token|secret/i
const UNSAFE_KEYS = new Set(['__proto__', 'prototype', 'constructor'])
const MOST_FIELDS = 500

/** The form's text fields as `{ 'document.fields.title': '…' }`; of a repeated name the last one counts. */
export function formFields(form: FormData): Record<string, string> {
  const fields: Record<string, string> = {}
  let count = 0
  for (const [name, value] of form) {
    if (FRAMEWORK_FIELD.test(name) || typeof value !== 'string') continue
    if (++count > MOST_FIELDS) break
    fields[name] = value
  }
  return fields
}

/** The same as nested objects: `{ document: { fields: { title: '…' } } }`. */
export function nest(fields: Record<string, string>): Record<string, unknown> {
  const root: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    const keys = name.split('.')
    const last = keys.pop()
    if (last === undefined || UNSAFE_KEYS.has(last) || keys.some((key) => UNSAFE_KEYS.has(key)))
      continue
    let at: Record<string, unknown> | null = root
    for (const key of keys) {
      const inner: unknown = at[key] ?? {}
      // `a` and `a.b` in one form contradict each other: the plain field stays.
      if (!(inner instanceof Object)) {
        at = null
        break
      }
      at[key] = inner
      at = inner as Record<string, unknown>
    }
    if (at && !(at[last] instanceof Object)) at[last] = value
  }
  return root
}

/** What may go back to the page after a failed try. */
export function keepable(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => name !== 'requestId' && !SECRET_FIELD.test(name)),
  )
}
