import { useTranslations } from 'next-intl'
import { usePageLanguage } from '@/app/(public)/_parts/href'
import { writtenIn } from '@/app/(public)/_parts/language'
import type { Part, Passage } from '@/lib/review/reworded'

/** A text as an editor would mark what became of it: struck out, put in, and left as it was. */
export function Reworded({ passages }: { passages: Passage[] }) {
  const page = usePageLanguage()
  const parts = passages.flatMap((each) => (each.is === 'reworded' ? each.parts : [each]))
  return (
    <p
      className="prose reworded"
      dir="auto"
      {...writtenIn(parts.map(({ text }) => text).join(''), page)}
    >
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is never reordered
        <Marked key={index} part={part} />
      ))}
    </p>
  )
}

/** Whether nothing of the one text stands in the other. */
export function isWrittenAnew(passages: Passage[]): boolean {
  return passages.every(
    (each) => each.is !== 'reworded' && (each.is !== 'same' || !each.text.trim()),
  )
}

/** Few screen readers tell what is struck out, so that is said in words, too. Space alone is nothing to mark. */
function Marked({ part: { is, text } }: { part: Part }) {
  const t = useTranslations('reworded')
  const page = usePageLanguage()
  if (is === 'same' || text.trim() === '') return text
  const Mark = is === 'removed' ? 'del' : 'ins'
  return (
    <Mark>
      <span className="visually-hidden" lang={page.code}>
        {t(is)}
      </span>
      {text}
      <span className="visually-hidden">{t('end')}</span>
    </Mark>
  )
}
