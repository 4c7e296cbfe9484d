import { clean, type Said, sentence } from './plain-words'

/** What is claimed, as an Arabic sentence. */
export function arabicProposition({ text, attribution }: Said): string {
  return sentence(clean(attribution.content.map(([from, to]) => text.slice(from, to)).join(' ')))
}
