import type { Sha256 } from '@/lib/record/merkle'

/**
 * C2SP signed-note: a text with signatures below it. For the browser too: who verifies brings the SHA-256 and the
 * check of one Ed25519 signature.
 */

const ED25519 = 1
const MARK = '— '
/** The specification asks for at least 16 to be accepted. */
const MOST_SIGNATURES = 100
/** A key's name holds no Unicode space and no plus. */
const NAME = /^[^\p{White_Space}+]+$/u

export type KeyIdentity = { name: string; id: number }
export type Signature = KeyIdentity & { bytes: Uint8Array }
/** The text ends with its last line's end. */
export type Note = { text: string; signatures: Signature[] }

/** What is verified with: an Ed25519 public key of 32 bytes and the name and number that its signatures carry. */
export type VerifierKey = KeyIdentity & { publicKey: Uint8Array }
/** Says whether `signature` is that of the key over `text`. */
export type VerifyEd25519 = (
  publicKey: Uint8Array,
  text: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>

export class NoteProblem extends Error {}

/** Takes a note apart without believing it; throws NoteProblem when it is none. */
export function parseNote(message: string | Uint8Array): Note {
  const whole = textOf(message)
  if (hasControl(whole)) throw new NoteProblem('a note has no control characters')
  const border = whole.lastIndexOf('\n\n')
  const lines = whole.slice(border + 2)
  if (border < 0 || lines === '' || !lines.endsWith('\n')) {
    throw new NoteProblem('a note ends with signatures below an empty line')
  }
  const signatures = lines.slice(0, -1).split('\n').map(parseSignature)
  if (signatures.length > MOST_SIGNATURES) throw new NoteProblem('too many signatures')
  return { text: whole.slice(0, border + 1), signatures }
}

/** Of the characters below U+0020 only the line's end has a place in a note. */
function hasControl(text: string): boolean {
  for (const letter of text) if (letter < ' ' && letter !== '\n') return true
  return false
}

function textOf(message: string | Uint8Array): string {
  if (typeof message === 'string') {
    if (!message.isWellFormed()) throw new NoteProblem('a note is UTF-8')
    return message
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(message)
  } catch {
    throw new NoteProblem('a note is UTF-8')
  }
}

function parseSignature(line: string): Signature {
  const [name = '', text = '', ...more] = line.slice(MARK.length).split(' ')
  const bytes = fromBase64(text)
  if (!line.startsWith(MARK) || !NAME.test(name) || more.length > 0 || !bytes || bytes.length < 5) {
    throw new NoteProblem('a line below the text is no signature')
  }
  return { name, id: numberAt(bytes), bytes: bytes.slice(4) }
}

/** The line that says who signed and how. */
export function signatureLine({ name, id, bytes }: Signature): string {
  return `${MARK}${name} ${toBase64(concat(bytesOfNumber(id), bytes))}\n`
}

/** A note over `text`, which ends with a line's end. */
export function noteOf(text: string, signatures: Signature[]): string {
  if (!text.endsWith('\n') || signatures.length === 0) throw new NoteProblem('not a text to sign')
  const note = `${text}\n${signatures.map(signatureLine).join('')}`
  parseNote(note)
  return note
}

/**
 * The note and which of `keys` signed it. Signatures by others are passed over; throws NoteProblem when one by a known
 * key is wrong, and when no known key signed.
 */
export async function openNote(
  message: string | Uint8Array,
  keys: VerifierKey[],
  verifyEd25519: VerifyEd25519,
): Promise<Note & { signedBy: VerifierKey[] }> {
  const note = parseNote(message)
  const text = new TextEncoder().encode(note.text)
  const signedBy = new Set<VerifierKey>()
  for (const { name, id, bytes } of note.signatures) {
    const key = keys.find((each) => each.name === name && each.id === id)
    if (!key || signedBy.has(key)) continue
    if (!(await verifyEd25519(key.publicKey, text, bytes))) {
      throw new NoteProblem(`the signature by ${name}+${hexOf(id)} is wrong`)
    }
    signedBy.add(key)
  }
  if (signedBy.size === 0) throw new NoteProblem('no key that we know signed it')
  return { ...note, signedBy: [...signedBy] }
}

/** The number that tells a key among those of one name: the start of SHA-256 over name, line's end, kind and key. */
export function keyIdOf(sha256: Sha256, name: string, publicKey: Uint8Array): number {
  const named = new TextEncoder().encode(`${name}\n`)
  return numberAt(sha256(concat(named, Uint8Array.of(ED25519), publicKey)))
}

/** `name+id+key`, by which a key is told to those who verify. */
export function formatVerifierKey({ name, id, publicKey }: VerifierKey): string {
  return `${name}+${hexOf(id)}+${toBase64(concat(Uint8Array.of(ED25519), publicKey))}`
}

export function parseVerifierKey(sha256: Sha256, text: string): VerifierKey {
  const [name = '', hex = '', key = '', ...more] = text.split('+')
  // Base64 may hold a plus itself.
  const bytes = keyBytes([key, ...more].join('+'))
  const id = Number.parseInt(hex, 16)
  if (!NAME.test(name) || !/^[0-9a-f]{8}$/.test(hex) || !bytes) {
    throw new NoteProblem('not a verifier key')
  }
  if (keyIdOf(sha256, name, bytes) !== id) {
    throw new NoteProblem('the number of the verifier key is not its own')
  }
  return { name, id, publicKey: bytes }
}

const PRIVATE = 'PRIVATE+KEY+'

/** What signs: the 32 bytes of the seed beside the identity. As text it is as secret as the seed. */
export type SignerKey = KeyIdentity & { seed: Uint8Array }

export function formatSignerKey({ name, id, seed }: SignerKey): string {
  return `${PRIVATE}${name}+${hexOf(id)}+${toBase64(concat(Uint8Array.of(ED25519), seed))}`
}

/** Whether the number is the key's own is for whoever can work out the public key to say. */
export function parseSignerKey(text: string): SignerKey {
  const [name = '', hex = '', ...key] = text.slice(PRIVATE.length).split('+')
  const seed = keyBytes(key.join('+'))
  if (!text.startsWith(PRIVATE) || !NAME.test(name) || !/^[0-9a-f]{8}$/.test(hex) || !seed) {
    throw new NoteProblem('not a signer key')
  }
  return { name, id: Number.parseInt(hex, 16), seed }
}

/** The key in base64 of a kind and 32 bytes. */
function keyBytes(text: string): Uint8Array | undefined {
  const bytes = fromBase64(text)
  return bytes?.length === 33 && bytes[0] === ED25519 ? bytes.slice(1) : undefined
}

export function isKeyName(name: string): boolean {
  return NAME.test(name) && !hasControl(name)
}

function hexOf(id: number): string {
  return id.toString(16).padStart(8, '0')
}

function bytesOfNumber(id: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, id)
  return bytes
}

function numberAt(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
}

function concat(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}

/** Standard base64 in its one form: with its padding, and without bits left over. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) {
    return undefined
  }
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  return toBase64(bytes) === text ? bytes : undefined
}
