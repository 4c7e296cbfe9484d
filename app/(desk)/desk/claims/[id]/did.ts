/** At which part of the workbench an act says that it is done; what it says is among the words, under its name. */
export const did = {
  edited: 'claim',
  assigned: 'work',
  started: 'work',
  reopened: 'work',
  'set-aside': 'work',
  shown: 'work',
  withdrawn: 'work',
  'appearance-added': 'appearances',
  'appearance-withdrawn': 'appearances',
  linked: 'relations',
  'counterclaim-filed': 'relations',
  unlinked: 'relations',
  'evidence-attached': 'evidence',
  'evidence-graded': 'evidence',
  'evidence-withdrawn': 'evidence',
  proposed: 'verdict',
  'taken-back': 'verdict',
  approved: 'verdict',
  'answered-before': 'verdict',
  'sent-back': 'verdict',
} as const

export type DidSlug = keyof typeof did
export type Part = (typeof did)[DidSlug] | 'activity'

export function isDid(slug: unknown): slug is DidSlug {
  return typeof slug === 'string' && Object.hasOwn(did, slug)
}
