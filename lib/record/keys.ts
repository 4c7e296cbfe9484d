import {
  createPrivateKey,
  createPublicKey,
  hash,
  type KeyObject,
  randomBytes,
  sign as signBytes,
  verify,
} from 'node:crypto'
import type { Hash } from '@/lib/record/merkle'
import { keyIdOf, NoteProblem, noteOf, type SignerKey, type VerifierKey } from '@/lib/record/note'

/** What precedes the 32 bytes of an Ed25519 key in the DER forms that Node reads (RFC 8410). */
const PRIVATE_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')
const PUBLIC_HEAD = Buffer.from('302a300506032b6570032100', 'hex')

export function sha256(bytes: Uint8Array): Hash {
  // Asked for digits: of a digest as a buffer, making the buffer costs three times the hashing.
  return Buffer.from(hash('sha256', bytes, 'hex'), 'hex')
}

export function verifyEd25519(
  publicKey: Uint8Array,
  text: Uint8Array,
  signature: Uint8Array,
): boolean {
  const key = createPublicKey({
    key: Buffer.concat([PUBLIC_HEAD, publicKey]),
    format: 'der',
    type: 'spki',
  })
  return verify(null, text, key, signature)
}

/** A new key that signs under a name, and that nobody else has. */
export function makeSigner(name: string): SignerKey {
  const seed = randomBytes(32)
  return { name, id: keyIdOf(sha256, name, publicKeyOf(seed)), seed }
}

/** What the signatures of a signer are verified with; throws NoteProblem when its number is not its own. */
export function identify({ name, id, seed }: SignerKey): VerifierKey {
  const publicKey = publicKeyOf(seed)
  if (keyIdOf(sha256, name, publicKey) !== id) {
    throw new NoteProblem('the number of the signer key is not its own')
  }
  return { name, id, publicKey }
}

/** A note over `text`, signed by each of `signers` in their order. */
export function sign(text: string, signers: SignerKey[]): string {
  const signatures = signers.map(({ name, id, seed }) => ({
    name,
    id,
    bytes: signBytes(null, Buffer.from(text), privateKeyOf(seed)),
  }))
  return noteOf(text, signatures)
}

function privateKeyOf(seed: Uint8Array): KeyObject {
  return createPrivateKey({
    key: Buffer.concat([PRIVATE_HEAD, seed]),
    format: 'der',
    type: 'pkcs8',
  })
}

function publicKeyOf(seed: Uint8Array): Uint8Array {
  const spki = createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' })
  return new Uint8Array(spki.subarray(PUBLIC_HEAD.length))
}
