import { createHash } from 'node:crypto'
import { AppError } from '@/lib/errors'

const MOST = 200

/**
 * The id of a request by its `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): a string in quotation marks,
 * though most clients send it bare. The same key of somebody else is another.
 */
export function requestIdOf(header: string | null, actorId: string): string {
  if (header === null || header.trim() === '') throw new AppError('invalid', 'request_key_missing')
  const text = header.trim()
  const key = /^"([^"\\]*)"$/.exec(text)?.[1] ?? text
  if (key.length > MOST || !/^[!#-[\]-~]+$/.test(key)) {
    throw new AppError('invalid', 'request_key_malformed')
  }
  return uuidOf(`${actorId} ${key}`)
}

/** An id of our own shape (UUID version 8) that is always the same for the same words. */
function uuidOf(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
