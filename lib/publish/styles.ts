import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** The build whose styles and fonts the pages use. */
export function buildFolder(): string {
  return path.resolve(/*turbopackIgnore: true*/ process.env.NEXT_DIST_DIR || '.next')
}

const SHEET = /<link rel="stylesheet" href="(\/_next\/static\/[\w./~-]+\.css)"[^>]*>/g
const SCRIPT = /<script src="\/([a-z-]+\.js)"/g
const CLASSES = /class="([^"]*)"/g
const ASSET_URL = /url\((["']?)(?!data:|\/|#|https?:)([^"')]+)\1\)/g

/**
 * A page with the rules that it uses written into its head in place of links: nothing keeps it from being drawn when it is
 * here. Without a build, as in development, the links stay.
 */
export async function withOwnStyles(html: string, build: string): Promise<string> {
  const addresses = [...html.matchAll(SHEET)].map(([, address = '']) => address)
  if (addresses.length === 0) return html
  const sheets = await Promise.all(addresses.map((address) => sheetIn(build, address)))
  if (sheets.some((sheet) => sheet === null)) return html
  const names = await namesIn(html, build)
  const css = sheets.map((sheet) => say(sheet as Rule[], names)).join('')
  let isFirst = true
  return html.replace(SHEET, () => {
    if (!isFirst) return ''
    isFirst = false
    return `<style>${css}</style>`
  })
}

/** Every class that an element of the page has or that a script of the page may give to one; null: any. */
async function namesIn(html: string, build: string): Promise<Set<string> | null> {
  const names = new Set<string>()
  for (const [, value = ''] of html.matchAll(CLASSES)) {
    for (const name of value.split(/\s+/)) names.add(name)
  }
  for (const [, file = ''] of html.matchAll(SCRIPT)) {
    const script = await textOf(path.join(/*turbopackIgnore: true*/ build, file))
    if (script === null) return null
    for (const [name] of script.matchAll(/[\w-]+/g)) names.add(name)
  }
  return names
}

const read = new Map<string, Rule[]>()

/** Sheets are named by what is in them: one that was read stays right. */
async function sheetIn(build: string, address: string): Promise<Rule[] | null> {
  const file = path.join(/*turbopackIgnore: true*/ build, address.slice('/_next/'.length))
  const known = read.get(file)
  if (known) return known
  const text = await textOf(file)
  // What would end the element early is in no sheet of ours.
  if (text === null || /<\/style/i.test(text)) return null
  const rules = rulesOf(
    text.replace(ASSET_URL, (_, _quote, target) => {
      return `url(${new URL(target, `http://assets${address}`).pathname})`
    }),
  )
  read.set(file, rules)
  return rules
}

function textOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null)
}

/** A rule for what matches one of its selectors, a group of rules under a condition, or what is kept as it is. */
export type Rule =
  | { kind: 'rule'; selectors: { text: string; classes: string[] }[]; body: string }
  | { kind: 'group'; head: string; rules: Rule[] }
  | { kind: 'as-is'; text: string }

const GROUP = /^@(?:media|supports|layer|container|scope)\b/

export function rulesOf(css: string): Rule[] {
  const rules: Rule[] = []
  let start = 0
  for (let at = 0; at < css.length; at += 1) {
    at = afterString(css, at)
    const char = css[at]
    if (char === ';') {
      rules.push({ kind: 'as-is', text: css.slice(start, at + 1) })
      start = at + 1
    }
    if (char !== '{') continue
    const head = withoutComments(css.slice(start, at)).trim()
    const end = endOfBlock(css, at)
    rules.push(ruleOf(head, css.slice(at + 1, end)))
    at = end
    start = end + 1
  }
  return rules
}

function ruleOf(head: string, body: string): Rule {
  if (GROUP.test(head)) return { kind: 'group', head, rules: rulesOf(body) }
  if (head.startsWith('@')) return { kind: 'as-is', text: `${head}{${body}}` }
  const selectors = selectorsOf(head).map((text) => ({ text, classes: classesOf(text) }))
  return { kind: 'rule', selectors, body }
}

/** Of what stands in brackets nothing is asked: `:not(.x)` matches where there is no x. */
function classesOf(selector: string): string[] {
  let bare = selector
  for (let before = ''; before !== bare; ) {
    before = bare
    bare = bare.replace(/\([^()]*\)|\[[^\]]*\]/g, '')
  }
  return bare.includes('\\') ? [] : [...bare.matchAll(/\.([\w-]+)/g)].map(([, name = '']) => name)
}

function selectorsOf(head: string): string[] {
  const selectors: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < head.length; at += 1) {
    at = afterString(head, at)
    if (head[at] === '(' || head[at] === '[') depth += 1
    if (head[at] === ')' || head[at] === ']') depth -= 1
    if (head[at] === ',' && depth === 0) {
      selectors.push(head.slice(start, at).trim())
      start = at + 1
    }
  }
  return [...selectors, head.slice(start).trim()]
}

/** Where the block that opens at `open` closes. */
function endOfBlock(css: string, open: number): number {
  let depth = 0
  for (let at = open; at < css.length; at += 1) {
    at = afterString(css, at)
    if (css[at] === '{') depth += 1
    if (css[at] === '}') depth -= 1
    if (depth === 0) return at
  }
  return css.length
}

/** The end of the string or comment that begins here; here where none does. */
function afterString(css: string, at: number): number {
  if (css.startsWith('/*', at)) {
    const end = css.indexOf('*/', at + 2)
    return end === -1 ? css.length : end + 1
  }
  const quote = css[at]
  if (quote !== '"' && quote !== "'") return at
  for (let end = at + 1; end < css.length; end += 1) {
    if (css[end] === '\\') end += 1
    else if (css[end] === quote) return end
  }
  return css.length
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '')
}

/** The rules that may match on a page with these classes. */
export function say(rules: Rule[], names: Set<string> | null): string {
  return rules
    .map((rule) => {
      if (rule.kind === 'as-is') return rule.text
      if (rule.kind === 'group') {
        const inner = say(rule.rules, names)
        return inner && `${rule.head}{${inner}}`
      }
      const kept = rule.selectors.filter(
        ({ classes }) => names === null || classes.every((name) => names.has(name)),
      )
      return kept.length > 0 ? `${kept.map(({ text }) => text).join(',')}{${rule.body}}` : ''
    })
    .join('')
}
