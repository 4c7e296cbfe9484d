import { useTranslations } from 'next-intl'
import type { DocumentKind } from '@/lib/documents/schema'
import type { Reliability, SourceKind } from '@/lib/sources/schema'

export const SOURCE_KINDS: SourceKind[] = [
  'person',
  'institution',
  'armed_group',
  'outlet',
  'agency',
  'monitor',
  'witness',
  'other',
]

export const DOCUMENT_KINDS: DocumentKind[] = [
  'article',
  'dispatch',
  'statement',
  'post',
  'broadcast',
  'image',
  'video',
  'dataset',
  'other',
]

export const RELIABILITIES: Reliability[] = ['A', 'B', 'C', 'D', 'E', 'F']

export function useSourceKinds(): { value: SourceKind; label: string }[] {
  const t = useTranslations('ui.sourceKind')
  return SOURCE_KINDS.map((value) => ({ value, label: t(value) }))
}

export function useDocumentKinds(): { value: DocumentKind; label: string }[] {
  const t = useTranslations('ui.documentKind')
  return DOCUMENT_KINDS.map((value) => ({ value, label: t(value) }))
}

export function useReliabilities(): { value: Reliability; label: string }[] {
  const t = useTranslations('ui.reliability')
  return RELIABILITIES.map((value) => ({ value, label: t(value) }))
}
