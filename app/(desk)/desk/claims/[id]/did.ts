/** What an act on the workbench says when it is done, at the part of the screen that it changed. */
export const did = {
  edited: { part: 'claim', words: 'The claim was edited.' },
  assigned: { part: 'work', words: 'The claim has changed hands.' },
  started: { part: 'work', words: 'Checking has started.' },
  reopened: { part: 'work', words: 'The claim is open again.' },
  'set-aside': { part: 'work', words: 'The claim is set aside.' },
  shown: { part: 'work', words: 'Readers see it now.' },
  withdrawn: { part: 'work', words: 'The claim is withdrawn. Its page says so, with the reason.' },
  'appearance-added': { part: 'appearances', words: 'The appearance was added.' },
  'appearance-withdrawn': { part: 'appearances', words: 'The appearance was withdrawn.' },
  linked: { part: 'relations', words: 'The claims are linked.' },
  'counterclaim-filed': { part: 'relations', words: 'The claim was filed and linked.' },
  unlinked: { part: 'relations', words: 'The link was withdrawn.' },
  'evidence-attached': { part: 'evidence', words: 'The evidence was attached.' },
  'evidence-graded': { part: 'evidence', words: 'The evidence was graded.' },
  'evidence-withdrawn': { part: 'evidence', words: 'The evidence was withdrawn.' },
  proposed: {
    part: 'verdict',
    words: 'The verdict is proposed. Somebody else has to review it before readers see it.',
  },
  'taken-back': { part: 'verdict', words: 'The proposal is taken back.' },
  approved: { part: 'verdict', words: 'The verdict is published.' },
  'answered-before': {
    part: 'verdict',
    words:
      'Somebody has already answered this proposal, or it was taken back. Nothing was done twice.',
  },
  'sent-back': { part: 'verdict', words: 'The proposal is sent back with your reason.' },
} as const

export type DidSlug = keyof typeof did
export type Part = (typeof did)[DidSlug]['part'] | 'activity'

export function isDid(slug: unknown): slug is DidSlug {
  return typeof slug === 'string' && Object.hasOwn(did, slug)
}
