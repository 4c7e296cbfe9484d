import { usePageLanguage } from '@/app/(public)/_parts/href'
import { writtenIn } from '@/app/(public)/_parts/language'
import { markHits } from '@/lib/search/public/marks'

/** A text in which the words that it was found by are marked; each mark is within the text's own direction. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  return (
    <bdi {...writtenIn(text, usePageLanguage())}>
      {markHits(text, words).map((piece, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have nothing else to be told apart by
        piece.isHit ? <mark key={index}>{piece.text}</mark> : piece.text,
      )}
    </bdi>
  )
}
