'use client'

import { useTranslations } from 'next-intl'
import { memo, type RefObject } from 'react'
import { stretchesOf } from '@/app/(desk)/desk/intake/[id]/marks'
import { directionOf } from '@/app/(desk)/desk/intake/intake-words'
import type { Candidate } from '@/lib/intake/schema'

type Props = {
  text: string
  language: string
  candidates: Candidate[]
  scroller: RefObject<HTMLElement | null>
  /** The keyboard or the pointer is on words of a candidate; null when it has left. */
  onTie: (candidate: number | null, by: 'pointer' | 'keyboard') => void
  /** A candidate's number was pressed. */
  onGo: (candidate: number) => void
}

/** The article with its speakers, cues and contents marked where they stand, each candidate's number before its words. */
export const ArticleText = memo(function ArticleText({
  text,
  language,
  candidates,
  scroller,
  onTie,
  onGo,
}: Props) {
  const t = useTranslations('ui.intake')
  const tieTo = (target: EventTarget, by: 'pointer' | 'keyboard') => {
    const of = (target as Element).closest?.('[data-of]')?.getAttribute('data-of')
    onTie(of ? Number(of.split(' ')[0]) : null, by)
  }
  return (
    <section
      ref={scroller}
      className="article"
      aria-labelledby="article-heading"
      lang={language}
      dir={directionOf(language)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      onMouseOver={(event) => tieTo(event.target, 'pointer')}
      onMouseLeave={() => onTie(null, 'pointer')}
      onFocus={(event) => tieTo(event.target, 'keyboard')}
    >
      {stretchesOf(text, candidates).map((stretch) => {
        const words = text.slice(stretch.from, stretch.to)
        return (
          <span key={stretch.from}>
            {stretch.begins.map((candidate) => (
              <a
                key={candidate}
                className="mark-number"
                href={`#candidate-${candidate + 1}`}
                data-of={candidate}
                aria-label={t('candidate', { n: candidate + 1 })}
                onClick={(event) => {
                  event.preventDefault()
                  onGo(candidate)
                }}
              >
                {t('number', { n: candidate + 1 })}
              </a>
            ))}
            {stretch.role === null ? (
              words
            ) : (
              <span className={`said said--${stretch.role}`} data-of={stretch.of.join(' ')}>
                {words}
              </span>
            )}
          </span>
        )
      })}
    </section>
  )
})
