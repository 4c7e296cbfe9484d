// Started by scripts/extract.mjs: prints the attributions found in each file.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { extractAttributions } from '../lib/intake/attributions'
import { type Attribution, intakeLanguage, type Span } from '../lib/intake/schema'

const USAGE = 'usage: npm run --silent extract -- FILE… [--lang en|ar] [--jsonl]'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    lang: { type: 'string', default: 'en' },
    jsonl: { type: 'boolean', default: false },
  },
})
const language = intakeLanguage.safeParse(values.lang)
if (positionals.length === 0 || !language.success) {
  console.error(USAGE)
  process.exit(2)
}
// npm starts us in the project; a path is meant from where npm was asked.
const from = process.env.INIT_CWD ?? process.cwd()

for (const each of positionals) {
  const file = path.resolve(from, each)
  const text = readFileSync(file, 'utf8')
  const attributions = extractAttributions(text, language.data)
  process.stdout.write(
    values.jsonl
      ? `${JSON.stringify({ file: path.basename(file), attributions })}\n`
      : `${describe(text, attributions)}\n`,
  )
}

/** One attribution to a paragraph: who, by which words, what. */
function describe(text: string, attributions: Attribution[]): string {
  const words = (spans: Span[]) => spans.map(([start, end]) => text.slice(start, end)).join(' … ')
  return attributions
    .map((each) => {
      const manner = [
        each.kind,
        each.isDirect ? 'directly' : 'indirectly',
        ...(each.isHedged ? ['hedged'] : []),
      ]
      return [
        `${words(each.source) || 'nobody named'}  [${words(each.cue)}]  ${manner.join(', ')}`,
        `    ${words(each.content).replace(/\s+/g, ' ')}`,
      ].join('\n')
    })
    .join('\n')
}
