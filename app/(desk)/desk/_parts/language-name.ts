const names = new Intl.DisplayNames('en', { type: 'language' })

/** A language's English name, or its tag where it has none. */
export function languageName(tag: string): string {
  if (tag === 'und') return 'Not known'
  try {
    return names.of(tag) ?? tag
  } catch {
    return tag
  }
}
