import { hash, randomBytes } from 'node:crypto'
import { canonicalJson, type JsonValue } from '@/lib/record/canonical'

/** Something that a leaf commits to without saying it. */
export type Fact = { name: string; value: JsonValue }

/** By the name of a fact. */
export type Salts = Record<string, string>

/** 128 random bits in base64url, without which nobody can tell a fact by trying what it might be. */
export function newSalt(): string {
  return randomBytes(16).toString('base64url')
}

/** A fact as it is disclosed: base64url of the JSON array salt, name, value (RFC 9901, section 4.2.1). */
export function disclosureOf(salt: string, fact: Fact): string {
  const { name, value } = fact
  const text = `[${canonicalJson(salt)},${canonicalJson(name)},${canonicalJson(value)}]`
  // Written into one buffer again and again: millions are made when a record is verified.
  if (text.length * 3 > scratch.length) return Buffer.from(text).toString('base64url')
  return scratch.toString('base64url', 0, scratch.write(text))
}

const scratch = Buffer.allocUnsafeSlow(16_384)

/** What stands for a disclosure in a leaf: base64url of the SHA-256 of its ASCII letters (RFC 9901, section 4.2.3). */
export function digestOf(disclosure: string): string {
  return hash('sha256', disclosure, 'base64url')
}

/**
 * What a leaf says to everybody: when it was appended and, if that was earlier, what the machine's clock said (ISO 8601
 * in UTC); of a public act also how many of its facts are disclosed, so that none can be held back unnoticed.
 */
export type LeafHead = { at: string; clock?: string; public?: number }

/**
 * The bytes of a leaf: JSON in its one form (RFC 8785) of the digests, in the order of their letters so that it tells
 * nothing of which is which, of the head, and of the version of this encoding.
 */
export function entryOf(head: LeafHead, digests: string[]): Buffer {
  return Buffer.from(canonicalJson({ _sd: [...digests].sort(), ...head, v: 1 }))
}

/** RFC 6962, section 2.1: SHA-256 of 0x00 and the entry. */
export function leafHash(entry: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(entry.length + 1)
  bytes[0] = 0
  bytes.set(entry, 1)
  return hash('sha256', bytes, 'buffer')
}
