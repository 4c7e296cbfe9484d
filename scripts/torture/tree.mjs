import { createHash, createPublicKey, verify } from 'node:crypto'

// Written from the standards alone and sharing nothing with lib/record, so that the two can disagree.

const sha256 = (...parts) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** RFC 6962, 2.1: the root over these leaf hashes. */
export function rootOver(leaves) {
  if (leaves.length === 0) return sha256()
  let level = leaves
  // An odd one out moves up as it is, which is what splitting at the largest power of two comes to.
  while (level.length > 1) {
    const next = []
    for (let at = 0; at + 1 < level.length; at += 2)
      next.push(sha256(Buffer.from([1]), level[at], level[at + 1]))
    if (level.length % 2 === 1) next.push(level.at(-1))
    level = next
  }
  return level[0]
}

/** C2SP tlog-checkpoint in a C2SP signed-note: what it says, once one of these keys has signed it. */
export function readCheckpoint(note, vkeys) {
  const at = note.indexOf('\n\n')
  const text = note.slice(0, at + 1)
  const [, size, root] = text.split('\n')
  const isSigned = note
    .slice(at + 2)
    .split('\n')
    .some((line) => line.startsWith('— ') && isSignature(text, line, vkeys))
  if (!isSigned) throw new Error('the checkpoint is signed by none of the keys')
  return { size: Number(size), root: Buffer.from(root, 'base64') }
}

function isSignature(text, line, vkeys) {
  const [, name, base64] = line.split(' ')
  const bytes = Buffer.from(base64, 'base64')
  return vkeys.some((vkey) => {
    const [keyName, keyId, ...rest] = vkey.split('+')
    const key = Buffer.from(rest.join('+'), 'base64')
    if (keyName !== name || bytes.subarray(0, 4).toString('hex') !== keyId || key[0] !== 1) {
      return false
    }
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key.subarray(1)])
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' })
    return verify(null, Buffer.from(text), publicKey, bytes.subarray(4))
  })
}
