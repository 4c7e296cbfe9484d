/**
 * A string as XML 1.0 can hold it: no control characters but tab and line ends, no lone surrogates, none of the
 * two noncharacters U+FFFE and U+FFFF. They have no escape either, so they go.
 */
export function xmlText(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it takes out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
  )
}

/**
 * The same as xmlbuilder2 takes it. It leaves what looks like a reference as it is, so that somebody's literal
 * `&lt;` would be read as `<`; with its ampersands written out beforehand every text arrives as it was.
 */
export function builderText(text: string): string {
  return xmlText(text).replaceAll('&', '&amp;')
}
