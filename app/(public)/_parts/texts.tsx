import { useWords } from '@/app/_server/use-words'
import { useHref, usePageLanguage } from '@/app/(public)/_parts/href'
import { languageOf, writtenIn } from '@/app/(public)/_parts/language'
import type { Quote, SourceRef } from '@/lib/site/views'
import { type KnownMoment, sayDay, sayKnownMoment, sayMoment } from '@/lib/words/say-time'

/** A moment as exactly as it is known. */
export function When({ known }: { known: KnownMoment }) {
  const { words, machine } = sayKnownMoment(known, useWords())
  return <time dateTime={machine}>{words}</time>
}

/** A moment of ours, in UTC. */
export function At({ iso }: { iso: string }) {
  const { words, machine } = sayMoment(iso, useWords())
  return <time dateTime={machine}>{words}</time>
}

export function Day({ day }: { day: string }) {
  const { words, machine } = sayDay(day, useWords())
  return <time dateTime={machine}>{words}</time>
}

/** A name in its own language and direction, whatever stands around it. */
export function Name({ of }: { of: { name: string; language?: string } }) {
  const { code } = usePageLanguage()
  return <bdi lang={of.language && of.language !== code ? of.language : undefined}>{of.name}</bdi>
}

export function SourceLink({
  source,
}: {
  source: Pick<SourceRef, 'slug' | 'name'> & { language?: string }
}) {
  const href = useHref()
  return (
    <a href={href(`/sources/${source.slug}`)}>
      <Name of={source} />
    </a>
  )
}

/** Somebody's exact words. The marks around them come from the style sheet, so that none is ours to take for theirs. */
export function Words({ quote, cite }: { quote: Quote; cite?: string | null }) {
  return (
    <blockquote className="words" {...languageOf(quote.language)} {...(cite && { cite })}>
      <p>{quote.text}</p>
    </blockquote>
  )
}

/** A document's title, linked to the document itself where it has an address. */
export function DocumentTitle({
  title,
  url,
  language,
}: {
  title: string
  url: string | null
  language?: string
}) {
  const text = language ? <bdi {...languageOf(language)}>{title}</bdi> : <bdi>{title}</bdi>
  return url ? (
    <a href={url} rel="external noreferrer">
      {text}
    </a>
  ) : (
    <cite>{text}</cite>
  )
}

/** A text of the newsroom's own amid the words of the page, in whatever language and direction it is. */
export function Own({ text }: { text: string }) {
  return <bdi {...writtenIn(text, usePageLanguage())}>{text}</bdi>
}

/** Text of ours with its paragraphs. */
export function Prose({ text, className = 'prose' }: { text: string; className?: string }) {
  const page = usePageLanguage()
  return (
    <div className={className}>
      {paragraphs(text).map((paragraph, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have nothing else to be told apart by
        <p key={index} dir="auto" {...writtenIn(paragraph, page)}>
          {paragraph}
        </p>
      ))}
    </div>
  )
}

function paragraphs(text: string): string[] {
  return text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '')
}
