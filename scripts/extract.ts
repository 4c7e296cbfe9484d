// Started by scripts/extract.mjs: prints the attributions found in each file, or the claims proposed from them.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { guessLanguage } from '../lib/documents/read/language'
import { extractAttributions } from '../lib/intake/attributions'
import { proposeCandidates } from '../lib/intake/candidates'
import { intakeLanguageOf } from '../lib/intake/find-claims'
import { type Attribution, type Candidate, intakeLanguage, type Span } from '../lib/intake/schema'

const USAGE =
  'usage: npm run --silent extract -- FILE… [--lang en|ar] [--jsonl] [--candidates [--date 2024-12-07] [--publisher NAME]]'

const { values, positionals } = readArguments()
const asked = intakeLanguage.optional().safeParse(values.lang)
if (positionals.length === 0 || !asked.success) refuse(USAGE, 2)
// npm starts us in the project; a path is meant from where npm was asked.
const from = process.env.INIT_CWD ?? process.cwd()

for (const each of positionals) {
  const file = path.resolve(from, each)
  const text = read(file)
  // A text in Arabic is read as such, whether or not one said so.
  const language = asked.data ?? intakeLanguageOf(guessLanguage(text.slice(0, 20_000)))
  const attributions = extractAttributions(text, language)
  if (values.candidates) {
    const particulars = {
      title: null,
      publisher: values.publisher ?? null,
      byline: null,
      publishedOn: values.date ?? null,
      language,
    }
    const candidates = proposeCandidates(text, particulars, attributions)
    process.stdout.write(
      values.jsonl
        ? `${JSON.stringify({ file: path.basename(file), candidates })}\n`
        : `${candidates.map((each) => describeCandidate(text, each)).join('\n\n')}\n`,
    )
    continue
  }
  process.stdout.write(
    values.jsonl
      ? `${JSON.stringify({ file: path.basename(file), attributions })}\n`
      : `${describe(text, attributions)}\n`,
  )
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        lang: { type: 'string' },
        jsonl: { type: 'boolean', default: false },
        candidates: { type: 'boolean', default: false },
        date: { type: 'string' },
        publisher: { type: 'string' },
      },
    })
  } catch {
    return refuse(USAGE, 2)
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    return refuse(`${file} can't be read: ${error instanceof Error ? error.message : error}`, 1)
  }
}

function refuse(sentence: string, code: number): never {
  console.error(sentence)
  process.exit(code)
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

/** One candidate to a paragraph: what is claimed, by whom, in which words, since when, where, by way of whom. */
function describeCandidate(text: string, each: Candidate): string {
  const { claimant, said, place, origin, wording } = each
  const words = (span: Span) => text.slice(...span).replace(/\s+/g, ' ')
  const who = [
    claimant.name,
    ...(claimant.description ? [claimant.description] : []),
    claimant.kind,
  ]
  const about = [
    ...(said ? [`said ${said.date}${said.words ? ` (“${words(said.words)}”)` : ''}`] : []),
    ...(place ? [`at ${place.name} ${place.latitude}, ${place.longitude}`] : []),
    ...(origin ? [`by way of ${origin.name}`] : []),
  ]
  return [
    each.proposition,
    `    ${who.join(', ')}: ${each.kind}${each.isDirect ? ', directly' : ''}${each.isHedged ? ', hedged' : ''}`,
    ...(about.length > 0 ? [`    ${about.join(', ')}`] : []),
    `    ${words(each.quote)}`,
    ...(wording ? [`    own words: ${words(wording)}`] : []),
  ].join('\n')
}
