/** The words of `text` as an address: ASCII letters and digits joined by hyphens, at most 70 characters; '' when none are left. */
export function slugify(text: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’ʼʿʾ]/g, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
  let slug = ''
  for (const word of words) {
    const longer = slug === '' ? word.slice(0, 70) : `${slug}-${word}`
    if (longer.length > 70) break
    slug = longer
  }
  return slug
}

/**
 * A slug for `text` that `isTaken` says is free: `words-of-it`, then `words-of-it-2` and on. A text without
 * Latin letters becomes `fallback` with a number. Two at once can still choose the same: the unique
 * constraint decides, and `act` tries again.
 */
export async function freeSlug(
  text: string,
  fallback: string,
  isTaken: (slug: string) => Promise<boolean>,
): Promise<string> {
  const base = slugify(text) || fallback
  if (!(await isTaken(base))) return base
  // Doubling first keeps the count of questions small where hundreds share their words.
  let free = 2
  while (await isTaken(`${base}-${free}`))
    free = free < 8 ? free + 1 : free * 2 + Math.floor(Math.random() * free)
  return `${base}-${free}`
}
