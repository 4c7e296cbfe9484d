import { ACTIONS, NO_ACTIONS, SOURCE_HEADS } from './words'

/**
 * Whether a word is a noun of action, as what a verb of saying tells: انسحاب, سيطرته, إسقاط. Told by its pattern, so
 * now and then it is something else; never one with an article.
 */
export function isAction(form: string): boolean {
  if (/^(?:ال|لل|وال|بال)/.test(form)) return false
  if (NO_ACTIONS.has(form) || SOURCE_HEADS.has(form)) return false
  if (ACTIONS.has(form)) return true
  const bare = form
    .replace(/(?:تها|تهم|ها|هم|نا)$/, (ending) => (ending.startsWith('ت') ? 'ه' : ''))
    .replace(/ته$/, 'ه')
  if (bare !== form && (ACTIONS.has(bare) || isActionPattern(bare))) return true
  if (
    form.length > 4 &&
    form.endsWith('ه') &&
    (ACTIONS.has(form.slice(0, -1)) || isActionPattern(form.slice(0, -1)))
  )
    return true
  return isActionPattern(form)
}

function isActionPattern(form: string): boolean {
  if (NO_ACTIONS.has(form) || SOURCE_HEADS.has(form)) return false
  return (
    /^است[\u0621-\u064a]{1,3}ا[\u0621-\u064a]ه?$/.test(form) ||
    /^استعاده$|^استقاله$/.test(form) ||
    /^ا[\u0621-\u064a]ت?[\u0621-\u064a]{1,2}ا[\u0621-\u064a]$/.test(form) ||
    /^ا[\u0621-\u064a]ا[\u0621-\u064a]ه$/.test(form) ||
    /^ت[\u0621-\u064a]{2}ي[\u0621-\u064a]$/.test(form) ||
    /^م[\u0621-\u064a]ا[\u0621-\u064a]{2}ه$/.test(form) ||
    /^[\u0621-\u064a]{2}و[\u0621-\u064a]$/.test(form) ||
    /^ت[\u0621-\u064a]{3}(?:ه|ها|هم)?$/.test(form)
  )
}
