import { once } from 'node:events'
import { RewritingStream } from 'parse5-html-rewriting-stream'

/** The scripts of ours that readers' pages may have: what proves the log, sizes cards elsewhere, tells what changed. */
const OURS = new Set(['/proof.js', '/embed.js', '/since.js'])

/** Attributes that only the client runtime reads. */
const RUNTIME_ATTRIBUTES = new Set(['nonce', 'data-precedence', 'data-next-font'])

/** HTML's elements without an end, of which the renderer writes an XML slash that means nothing in HTML. */
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/

/**
 * A page without the client runtime: no script but JSON-LD (which is data) and our own, no preload of a script, no comment of the
 * renderer's, no slash that HTML has no use for. Everything else stays letter by letter.
 */
export async function stripRuntime(html: string): Promise<string> {
  const rewriter = new RewritingStream()
  let isInScript = false
  rewriter.on('comment', () => {})
  rewriter.on('startTag', (tag, raw) => {
    const attribute = (name: string) => tag.attrs.find((each) => each.name === name)?.value
    const isKept = attribute('type') === 'application/ld+json' || OURS.has(attribute('src') ?? '')
    if (tag.tagName === 'script' && !isKept) {
      isInScript = true
      return
    }
    if (tag.tagName === 'meta' && attribute('name') === 'next-size-adjust') return
    if (tag.tagName === 'link' && loadsScript(attribute('rel'), attribute('as'))) return
    const kept = tag.attrs.filter((each) => !RUNTIME_ATTRIBUTES.has(each.name))
    const isVoid = tag.selfClosing && VOID.test(tag.tagName)
    if (kept.length < tag.attrs.length) {
      rewriter.emitStartTag({ ...tag, attrs: kept, selfClosing: tag.selfClosing && !isVoid })
    } else rewriter.emitRaw(isVoid ? raw.replace(/\s*\/>$/, '>') : raw)
  })
  rewriter.on('text', (_text, raw) => {
    if (!isInScript) rewriter.emitRaw(raw)
  })
  rewriter.on('endTag', (tag, raw) => {
    if (isInScript && tag.tagName === 'script') isInScript = false
    else rewriter.emitRaw(raw)
  })
  const parts: string[] = []
  rewriter.on('data', (part: string | Buffer) => parts.push(part.toString()))
  const ended = once(rewriter, 'end')
  rewriter.end(html)
  await ended
  // Where the runtime would have put metadata that came late; ours is all in the head.
  return parts.join('').replace('<body><div hidden=""></div>', '<body>')
}

function loadsScript(rel: string | undefined, as: string | undefined): boolean {
  return rel === 'modulepreload' || ((rel === 'preload' || rel === 'prefetch') && as === 'script')
}
