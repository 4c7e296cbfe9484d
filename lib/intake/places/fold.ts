const ARTICLE = /^(?:al|el|ad|ar|as|ash|ath|at|az|an|ez|es|et|ed|ul|ech|esh)$/

/**
 * A name of a place as it is looked up: in small letters, without marks, apostrophes, hyphens and the Arabic
 * article, so that "Al-Qā’im" and "al Qaim", حماة and حماه are one key.
 */
export function fold(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
  if (/[\u0600-\u06ff]/.test(plain)) {
    return plain
      .replace(/\u0640/g, '')
      .replace(/ٱ/g, 'ا')
      .replace(/ى/g, 'ي')
      .replace(/ة/g, 'ه')
      .split(/[\s-]+/)
      .map((word) => word.replace(/^ال(?=.{2})/, ''))
      .join(' ')
      .trim()
  }
  const words = plain
    .replace(/['’‘`´ʿʾʻʼ]/g, '')
    .replace(/ı/g, 'i')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  const last = words.length - 1
  return words
    .filter((word, at) => at === last || !ARTICLE.test(word))
    .map((word) => (word.length > 3 ? word.replace(/(?<=[ae])h$/, '') : word))
    .join(' ')
}

/** What spellings of one name share: its consonants, near ones as one. */
export function skeleton(folded: string): string {
  return folded
    .replace(/ph/g, 'f')
    .replace(/[aeiouyhw ]+/g, '')
    .replace(/[qck]+/g, 'k')
    .replace(/[zs]+/g, 's')
    .replace(/dj|[gj]+/g, 'g')
    .replace(/(.)\1+/g, '$1')
}
