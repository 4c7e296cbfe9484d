import { createHmac, timingSafeEqual } from 'node:crypto'
import { formatPosition, type Position, parsePosition } from '@/lib/replica/position'

/** All there is and will be: for whoever wrote something while nobody could say where in the log it lies. */
export const EVERYTHING: Position = 0xffff_ffff_ffff_ffffn

/**
 * What a browser is given to say how far its user has written. It says nothing that is secret; the signature keeps others
 * from sending every question to the primary.
 */
export function signedPosition(position: Position, userId: string, secret: string): string {
  const text = formatPosition(position)
  return `${text}.${signatureOf(text, userId, secret)}`
}

/** The position in it; null where it isn't ours, or was given to somebody else. */
export function readSignedPosition(
  token: string | undefined,
  userId: string,
  secret: string,
): Position | null {
  const [text = '', signature = ''] = token?.split('.') ?? []
  const position = parsePosition(text)
  if (position === null) return null
  const [given, ours] = [signature, signatureOf(text, userId, secret)].map((each) =>
    Buffer.from(each),
  )
  if (!given || !ours || given.length !== ours.length) return null
  return timingSafeEqual(given, ours) ? position : null
}

function signatureOf(text: string, userId: string, secret: string): string {
  return createHmac('sha256', secret).update(`written ${userId} ${text}`).digest('base64url')
}
