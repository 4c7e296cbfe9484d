import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCheckpoint, parseCheckpoint } from '@/lib/record/checkpoint'
import { identify, makeSigner, sha256, sign, verifyEd25519 } from '@/lib/record/keys'
import {
  formatSignerKey,
  formatVerifierKey,
  isKeyName,
  NoteProblem,
  openNote,
  parseNote,
  parseSignerKey,
  parseVerifierKey,
} from '@/lib/record/note'

// The example of the specification.
const VKEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'
const NOTE = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`
const OTHERS = '— example.com/bar AAAAAAAAAAAA\n'
const example = parseVerifierKey(sha256, VKEY)
const open = (message: string) => openNote(message, [example], verifyEd25519)

describe('a signed note', () => {
  it('of the specification is opened with its key', async () => {
    const { text, signedBy } = await open(NOTE)
    expect(text).toBe('This is an example message.\n')
    expect(signedBy).toEqual([example])
    expect(formatVerifierKey(example)).toBe(VKEY)
  })

  it('may carry signatures of others, and the same one twice', async () => {
    const line = NOTE.slice(NOTE.lastIndexOf('—'))
    const { signatures, signedBy } = await open(NOTE + OTHERS + line)
    expect(signatures).toHaveLength(3)
    expect(signedBy).toEqual([example])
  })

  it.each([
    { fault: 'another text', note: NOTE.replace('example', 'exemplary') },
    { fault: 'another signature by the same key', note: NOTE.replace('kn8', 'kn9') },
    { fault: 'nobody that we know', note: NOTE.replace('com/foo', 'com/fool') },
  ])('is not opened with $fault', async ({ note }) => {
    await expect(open(note)).rejects.toThrow(NoteProblem)
  })

  it.each([
    { fault: 'no signature', note: 'A text.\n\n' },
    { fault: 'no empty line', note: NOTE.replace('\n\n', '\n') },
    { fault: 'no end of its last line', note: NOTE.trimEnd() },
    { fault: 'a carriage return', note: NOTE.replace('message.', 'message.\r') },
    { fault: 'a tab', note: NOTE.replace('message.', 'mess\tage.') },
    { fault: 'a signature without a name', note: `${NOTE}— AAAAAAAAAAAA\n` },
    { fault: 'a name with a plus', note: `${NOTE}— a+b AAAAAAAAAAAA\n` },
    { fault: 'another dash', note: NOTE.replace('— ', '- ') },
    { fault: 'base64 without its padding', note: NOTE.replace('QM=', 'QM') },
    { fault: 'base64 with bits left over', note: NOTE.replace('QM=', 'QN=') },
    { fault: 'a signature of four bytes', note: `${NOTE}— a AAAAAA==\n` },
    { fault: 'something after the signature', note: `${NOTE}— a AAAAAAAAAAAA b\n` },
    { fault: 'a hundred and one signatures', note: NOTE + OTHERS.repeat(100) },
  ])('has not $fault', ({ note }) => {
    expect(() => parseNote(note)).toThrow(NoteProblem)
  })

  it('is UTF-8', () => {
    const bytes = new TextEncoder().encode(NOTE)
    expect(parseNote(bytes)).toEqual(parseNote(NOTE))
    expect(() => parseNote(Uint8Array.of(0xff, ...bytes))).toThrow(NoteProblem)
    expect(() => parseNote(`\ud800${NOTE}`)).toThrow(NoteProblem)
  })
})

describe('keys', () => {
  // A pair that Go's sumdb/note publishes with its tests.
  const theirs = {
    skey: 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
    vkey: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  }

  it('are read and written as others do', () => {
    const signer = parseSignerKey(theirs.skey)
    expect(formatSignerKey(signer)).toBe(theirs.skey)
    expect(formatVerifierKey(identify(signer))).toBe(theirs.vkey)
  })

  it('with anything of them altered or left out are no keys', () => {
    const { vkey } = theirs
    fc.assert(
      fc.property(fc.nat(vkey.length - 1), fc.integer({ min: 1, max: 90 }), (at, by) => {
        const code = 33 + ((vkey.charCodeAt(at) - 33 + by) % 94)
        const other = vkey.slice(0, at) + String.fromCharCode(code) + vkey.slice(at + 1)
        if (other !== vkey) expect(() => parseVerifierKey(sha256, other)).toThrow(NoteProblem)
        expect(() => parseVerifierKey(sha256, vkey.slice(0, at))).toThrow(NoteProblem)
        expect(() => parseVerifierKey(sha256, vkey.slice(at + 1))).toThrow(NoteProblem)
      }),
    )
    const unlike = theirs.skey.replace('c74f20a3', 'c74f20a4')
    expect(() => identify(parseSignerKey(unlike))).toThrow(NoteProblem)
  })

  it('that were made here sign what they then verify', async () => {
    const [old, young] = [makeSigner('news.example/record'), makeSigner('news.example/record')]
    const message = sign('One\nTwo\n', [young, old])
    const keys = [old, young].map(identify)
    const { text, signedBy } = await openNote(message, keys, verifyEd25519)
    expect(text).toBe('One\nTwo\n')
    expect(signedBy).toHaveLength(2)
    for (const key of keys) await openNote(message, [key], verifyEd25519)
    await expect(
      openNote(message, [identify(makeSigner('news.example/record'))], verifyEd25519),
    ).rejects.toThrow('no key that we know')
  })

  it.each([
    { name: 'localhost:3000/record', isOne: true },
    { name: 'a b', isOne: false },
    { name: 'a\u00a0b', isOne: false },
    { name: 'a+b', isOne: false },
    { name: '', isOne: false },
  ])('may be called "$name": $isOne', ({ name, isOne }) => {
    expect(isKeyName(name)).toBe(isOne)
  })
})

describe('a checkpoint', () => {
  const text =
    'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'

  it('of the specification is read, and written again as it was', () => {
    const checkpoint = parseCheckpoint(text)
    expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 })
    expect(formatCheckpoint(checkpoint)).toBe(text)
  })

  it('may carry further lines', () => {
    expect(parseCheckpoint(`${text}more\n`).extensions).toEqual(['more'])
  })

  it.each([
    { fault: 'no origin', text: text.replace('example.com/behind-the-sofa', '') },
    { fault: 'a size with a zero before it', text: text.replace('2085', '02085') },
    { fault: 'a size below nothing', text: text.replace('2085', '-2085') },
    { fault: 'a size past what is exact', text: text.replace('2085', '20852085208520852085') },
    { fault: 'a short root', text: text.replace('CsUY', '') },
    { fault: 'an empty line', text: `${text}\n` },
    { fault: 'no end of its last line', text: text.trimEnd() },
  ])('has not $fault', ({ text }) => {
    expect(() => parseCheckpoint(text)).toThrow(NoteProblem)
  })
})
