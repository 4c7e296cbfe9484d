import type { VerifierKey } from '@/lib/record/note'
import { formatVerifierKey } from '@/lib/record/note'
import type { Report } from '@/lib/record/verify/report'
import { keysFrom } from '@/lib/record/verify/witnesses'

/** A leaf that names a new key. */
export type KeyChange = { vkey: string; previousVkey: string | null; reason: string }

/**
 * The keys that checkpoints of this log may be signed by: those known from before, or on first sight those that it
 * lists, and whatever the log itself names as following one of them. A listed key that nothing leads to is told of.
 */
export function trustKeys(
  report: Report,
  given: { listed: string[]; remembered: string[] | null; changes: KeyChange[] },
): VerifierKey[] {
  const { listed, remembered, changes } = given
  const oldest = listed.at(-1)
  const trusted = new Set(remembered ?? (oldest === undefined ? [] : [oldest]))
  for (let grew = true; grew; ) {
    grew = false
    for (const { vkey, previousVkey, reason } of changes) {
      const follows = previousVkey !== null && trusted.has(previousVkey)
      if (trusted.has(vkey) || (!follows && reason !== 'lost')) continue
      if (reason === 'lost') {
        report.note(
          `The log says that its key was lost and that ${shortOf(vkey)} follows it: ask whoever runs it whether that is so.`,
        )
      }
      trusted.add(vkey)
      grew = true
    }
  }
  for (const vkey of listed) {
    if (trusted.has(vkey)) continue
    report.find({
      check: 'key',
      says: `The key ${shortOf(vkey)} is listed, and nothing in the log says that it follows a key that we knew.`,
    })
  }
  if (listed.length === 0 && trusted.size === 0) {
    report.find({ check: 'key', says: 'There is no list of keys to verify signatures with.' })
  }
  return keysFrom([...trusted])
}

export function vkeysOf(keys: VerifierKey[]): string[] {
  return keys.map(formatVerifierKey)
}

export function keysListed(file: Uint8Array | null): string[] {
  return file
    ? Buffer.from(file)
        .toString()
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
    : []
}

function shortOf(vkey: string): string {
  return vkey.split('+').slice(0, 2).join('+')
}
