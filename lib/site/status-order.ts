import type { VerificationStatus } from '@/lib/review/schema'

/** In what order statuses are counted up, wherever they are; it ranks nothing. */
export const statusOrder: VerificationStatus[] = [
  'verified',
  'corroborated',
  'disputed',
  'unverified',
  'misleading',
  'false',
  'overtaken',
  'unreviewed',
]
