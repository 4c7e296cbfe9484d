import type { DocumentKind } from '@/lib/documents/schema'
import type { Reliability, SourceKind } from '@/lib/sources/schema'

export const sourceKindWords: Record<SourceKind, string> = {
  person: 'Person',
  institution: 'Institution',
  armed_group: 'Armed group',
  outlet: 'Outlet',
  agency: 'News agency',
  monitor: 'Monitor',
  witness: 'Witness',
  other: 'Other',
}

export const documentKindWords: Record<DocumentKind, string> = {
  article: 'Article',
  dispatch: 'Agency dispatch',
  statement: 'Statement',
  post: 'Post',
  broadcast: 'Broadcast',
  image: 'Image',
  video: 'Video',
  dataset: 'Dataset',
  other: 'Other',
}

export const reliabilityWords: Record<Reliability, string> = {
  A: 'completely reliable',
  B: 'usually reliable',
  C: 'fairly reliable',
  D: 'not usually reliable',
  E: 'unreliable',
  F: 'can’t be judged',
}

export function optionsOf<K extends string>(
  words: Record<K, string>,
): { value: K; label: string }[] {
  return (Object.keys(words) as K[]).map((value) => ({ value, label: words[value] }))
}
