import { AppError } from '@/lib/errors'

export type Decoded = { kind: 'html' | 'text'; text: string }

/** How far into a page its own statement of its character set is looked for. */
const META_REACH = 4096

/** How files of other kinds begin; what is not here shows itself by its control characters. */
const OPENINGS: Record<string, string[]> = {
  'a PDF': ['%PDF-'],
  'an image': ['\x89PNG', 'GIF8', '\xff\xd8\xff'],
  'an archive': ['PK\x03\x04', '\x1f\x8b', 'Rar!'],
  'sound or video': ['ID3', 'OggS', 'RIFF'],
  'an Office file': ['{\\rtf', '\xd0\xcf\x11\xe0'],
}

/**
 * The text in bytes that are said to be a page or plain text, and that must look like what is said; without
 * a type their looks decide. The character set is the byte-order mark's, the header's, the page's own, or
 * guessed. Throws `AppError` `refused` for anything that is not text.
 */
export function decodeBytes(bytes: Uint8Array, contentType: string | null): Decoded {
  const head = latin1(bytes.subarray(0, META_REACH))
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  const other = Object.keys(OPENINGS).find((kind) =>
    OPENINGS[kind]?.some((opening) => head.trimStart().startsWith(opening)),
  )
  if (other) throw new AppError('refused', 'page_not_text', { facts: { type: other } })
  const text = decode(bytes, head, contentType)
  if (looksBinary(text)) {
    throw new AppError('refused', 'page_not_text', { facts: { type: 'not text' } })
  }
  if (text.trim() === '') throw new AppError('refused', 'page_empty')
  const opensAsHtml =
    /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i
  const isHtml =
    opensAsHtml.test(text.slice(0, 20_000)) ||
    // Fragments and pages that open with something of their own.
    (type !== 'text/plain' &&
      /<(?:p|div|article|title|meta|h1|table|section|main|span|a)\b[^>]*>/i.test(text))
  if (type === 'text/plain' && isHtml) throw lies('plain text', 'a web page')
  if (type !== '' && type !== 'text/plain' && !isHtml) throw lies('a web page', 'something else')
  return { kind: isHtml ? 'html' : 'text', text }
}

const lies = (says: string, is: string) =>
  new AppError('refused', 'page_lies_about_type', { facts: { says, is } })

function decode(bytes: Uint8Array, head: string, contentType: string | null): string {
  const marked = /^\xef\xbb\xbf/.test(head)
    ? 'utf-8'
    : /^\xff\xfe/.test(head)
      ? 'utf-16le'
      : /^\xfe\xff/.test(head)
        ? 'utf-16be'
        : null
  if (marked) return new TextDecoder(marked).decode(bytes)
  const declared = [
    /charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType ?? '')?.[1],
    ownCharset(head),
    'utf-8',
  ].flatMap((label) => (label ? decoder(label) : []))
  for (const each of declared) {
    try {
      return each.decode(bytes)
    } catch {
      // Not written in what it says; the next statement may be the true one.
    }
  }
  return new TextDecoder(guessCharset(bytes, head)).decode(bytes)
}

function decoder(label: string): TextDecoder[] {
  try {
    return [new TextDecoder(label, { fatal: true })]
  } catch {
    return []
  }
}

/** What the page says of itself. It can be read, so it is not UTF-16, whatever it says. */
function ownCharset(head: string): string | undefined {
  const label =
    /<meta[^>]+charset\s*=\s*["']?([\w:.-]+)/i.exec(head)?.[1] ??
    /^\s*<\?xml[^>]+encoding\s*=\s*["']([\w:.-]+)/i.exec(head)?.[1]
  return label && /^utf-?16/i.test(label) ? 'utf-8' : label
}

/** A character set for bytes that are not UTF-8 and say nothing: by the script that makes words of them. */
function guessCharset(bytes: Uint8Array, head: string): string {
  const language = /<html[^>]+lang\s*=\s*["']?([a-z]{2})/i.exec(head)?.[1]?.toLowerCase()
  if (language === 'ar' || language === 'fa' || language === 'ur') return 'windows-1256'
  const sample = latin1(bytes.subarray(0, 200_000))
  const high = sample.match(/[\x80-\xff]/g)?.length ?? 0
  const inWords = sample.match(/[\xc0-\xff]{3,}/g)?.join('').length ?? 0
  // Accented Latin letters stand alone; letters of another script stand together.
  if (inWords < high / 2) return 'windows-1252'
  const arabic = new TextDecoder('windows-1256').decode(bytes.subarray(0, 200_000))
  const words = arabic.match(/(?<!\p{L})(?:في|من|على|إلى|أن|عن)(?!\p{L})/gu)?.length ?? 0
  return words >= 3 ? 'windows-1256' : 'windows-1251'
}

/** Control characters that no text has, more than a slip's worth, or too much that no character set reads. */
function looksBinary(text: string): boolean {
  const sample = text.slice(0, 500_000)
  if (sample.includes('\0') || text.includes('\0')) return true
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
  const odd = sample.match(/[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]/g)?.length ?? 0
  return odd > 20 && odd > sample.length / 100
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
