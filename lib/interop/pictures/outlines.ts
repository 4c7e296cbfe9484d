import { readFile } from 'node:fs/promises'
import path from 'node:path'
import bidiFactory from 'bidi-js'
import type { Font } from 'harfbuzzjs'

/**
 * Text as outlines, shaped by HarfBuzz with the fonts that the pages have: letters join, lines run from right to left
 * where they should, and what is measured is what is drawn. Nothing is asked of the machine's own fonts.
 */
export type Face = 'serif' | 'sans'
export type Style = { face: Face; weight: number; size: number }

type Known = { font: Font; upem: number; has: Set<number> }
type Run = { known: Known; text: string; level: number }

const FOLDER = 'node_modules/@fontsource-variable'
const SERIF = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'vietnamese'].map(
  (subset) => `source-serif-4/files/source-serif-4-${subset}-wght-normal.woff2`,
)
const SANS = [
  'latin',
  'latin-ext',
  'cyrillic',
  'cyrillic-ext',
  'greek',
  'greek-ext',
  'vietnamese',
].map((subset) => `inter/files/inter-${subset}-wght-normal.woff2`)
const NASKH = ['noto-naskh-arabic/files/noto-naskh-arabic-arabic-wght-normal.woff2']
const files: Record<Face, string[]> = {
  serif: [...SERIF, ...NASKH, ...SANS],
  sans: [...SANS, ...NASKH, ...SERIF],
}

const bidi = bidiFactory()
const faces = new Map<string, Promise<Known>>()

async function load(file: string, weight: number): Promise<Known> {
  const [hb, { default: decompress }] = await Promise.all([
    import('harfbuzzjs'),
    import('woff2-encoder/decompress'),
  ])
  const packed = await readFile(path.join(/*turbopackIgnore: true*/ process.cwd(), FOLDER, file))
  const unpacked = await decompress(packed)
  const bytes = unpacked.buffer.slice(
    unpacked.byteOffset,
    unpacked.byteOffset + unpacked.byteLength,
  ) as ArrayBuffer
  const face = new hb.Face(new hb.Blob(bytes))
  const font = new hb.Font(face)
  const axis = face.getAxisInfos().wght
  if (axis) {
    const value = Math.min(axis.max, Math.max(axis.min, weight))
    font.setVariations([new hb.Variation('wght', value)])
  }
  return { font, upem: face.upem, has: new Set(face.collectUnicodes()) }
}

function fontAt(file: string, weight: number): Promise<Known> {
  const key = `${file} ${weight}`
  let known = faces.get(key)
  if (!known) {
    known = load(file, weight)
    faces.set(key, known)
  }
  return known
}

export type Typesetter = {
  width: (text: string, style: Style) => number
  /** Lines no wider than `most`, and no more of them than `lines`: what is left over ends in an ellipsis. */
  wrap: (
    text: string,
    style: Style,
    most: number,
    lines: number,
  ) => { lines: string[]; isWhole: boolean }
  /** The outlines of one line, whose start or end is at `x` and whose letters stand on `y`. */
  draw: (
    text: string,
    style: Style,
    at: { x: number; y: number; from: 'left' | 'right'; dir: 'ltr' | 'rtl' },
  ) => string
}

/** Loads what the styles need, once in the life of the process. */
export async function typesetter(styles: Pick<Style, 'face' | 'weight'>[]): Promise<Typesetter> {
  const hb = await import('harfbuzzjs')
  const fonts = new Map<string, Known[]>()
  for (const { face, weight } of styles) {
    const known = await Promise.all(files[face].map((file) => fontAt(file, weight)))
    fonts.set(`${face} ${weight}`, known)
  }

  function runsOf(text: string, { face, weight }: Style, dir: 'ltr' | 'rtl'): Run[] {
    const all = fonts.get(`${face} ${weight}`) ?? []
    const [first] = all
    if (!first) throw new Error(`no fonts for ${face} ${weight}`)
    const { levels } = bidi.getEmbeddingLevels(text, dir)
    const runs: Run[] = []
    let at = 0
    for (const character of text) {
      const level = levels[at] ?? 0
      at += character.length
      const last = runs.at(-1)
      const code = character.codePointAt(0) ?? 0
      // Marks stay with their letter, and spaces with their word, wherever they can.
      const isLoose = /^[\p{M}\p{Z}\p{P}\p{Cf}]$/u.test(character)
      const stays = last && isLoose && (last.known.has.has(code) || /\p{Cf}/u.test(character))
      const known = stays ? last.known : (all.find(({ has }) => has.has(code)) ?? first)
      if (last && last.known === known && last.level === level) last.text += character
      else runs.push({ known, text: character, level })
    }
    return runs
  }

  function shaped({ known, text, level }: Run) {
    const buffer = new hb.Buffer()
    buffer.addText(text)
    buffer.guessSegmentProperties()
    buffer.setDirection(level % 2 === 1 ? hb.Direction.RTL : hb.Direction.LTR)
    hb.shape(known.font, buffer)
    return buffer.getGlyphInfosAndPositions()
  }

  const widthOfRun = (run: Run, size: number) =>
    shaped(run).reduce((sum, { xAdvance = 0 }) => sum + xAdvance, 0) * (size / run.known.upem)

  function width(text: string, style: Style): number {
    return runsOf(text, style, 'ltr').reduce((sum, run) => sum + widthOfRun(run, style.size), 0)
  }

  function wrap(text: string, style: Style, most: number, lines: number) {
    const parts = [
      ...new Intl.Segmenter('en', { granularity: 'word' }).segment(
        text.replace(/\s+/g, ' ').trim(),
      ),
    ]
    // Words keep the marks that follow them; scripts without spaces break between their words.
    const words: string[] = []
    for (const { segment, isWordLike } of parts) {
      const last = words.at(-1)
      if (
        last === undefined ||
        (isWordLike && !/[\p{P}\u200f\u200e]$/u.test(last) && !/[\p{L}\p{N}]$/u.test(last))
      )
        words.push(segment)
      else if (
        isWordLike &&
        /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(segment)
      )
        words.push(segment)
      else words[words.length - 1] = last + segment
    }
    const made: string[] = []
    let line = ''
    const fits = (tried: string) => width(tried.trimEnd(), style) <= most
    for (const word of words.flatMap((each) => (fits(each) ? [each] : [...each]))) {
      if (line === '' || fits(line + word)) line += word
      else {
        made.push(line.trimEnd())
        line = word.trimStart()
      }
    }
    if (line.trim() !== '') made.push(line.trimEnd())
    if (made.length <= lines) return { lines: made, isWhole: true }
    const kept = made.slice(0, lines)
    let last = kept[lines - 1] ?? ''
    while (last !== '' && !fits(`${last}…`)) last = last.replace(/\s*\S+$|.$/u, '')
    kept[lines - 1] = `${last}…`
    return { lines: kept, isWhole: false }
  }

  function draw(
    text: string,
    style: Style,
    { x, y, from, dir }: { x: number; y: number; from: 'left' | 'right'; dir: 'ltr' | 'rtl' },
  ): string {
    const runs = inVisualOrder(runsOf(text, style, dir))
    const total = runs.reduce((sum, run) => sum + widthOfRun(run, style.size), 0)
    let pen = from === 'left' ? x : x - total
    let drawn = ''
    for (const run of runs) {
      const scale = style.size / run.known.upem
      for (const { codepoint, xAdvance = 0, xOffset = 0, yOffset = 0 } of shaped(run)) {
        const outline = run.known.font.glyphToPath(codepoint)
        if (outline) {
          const [left, top] = [pen + xOffset * scale, y - yOffset * scale]
          drawn += `<path transform="matrix(${scale} 0 0 ${-scale} ${left.toFixed(2)} ${top.toFixed(2)})" d="${outline}"/>`
        }
        pen += xAdvance * scale
      }
    }
    return drawn
  }

  return { width, wrap, draw }
}

/** Rule L2 of the bidirectional algorithm, for runs. */
function inVisualOrder(runs: Run[]): Run[] {
  const order = [...runs]
  const highest = Math.max(0, ...runs.map(({ level }) => level))
  for (let level = highest; level > 0; level--) {
    for (let start = 0; start < order.length; start++) {
      let end = start
      while (end < order.length && (order[end]?.level ?? 0) >= level) end++
      if (end > start + 1) order.splice(start, end - start, ...order.slice(start, end).reverse())
      start = end
    }
  }
  return order
}
