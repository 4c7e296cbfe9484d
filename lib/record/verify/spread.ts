/** So many of a list, or fewer, evenly from its first to its last. */
export function spread<T>(list: T[], most: number): T[] {
  if (list.length <= most) return list
  const step = (list.length - 1) / Math.max(1, most - 1)
  return Array.from({ length: most }, (_, at) => list[Math.round(at * step)] as T)
}
