import { useTranslations } from 'next-intl'
import { useWords } from '@/app/_server/use-words'
import { StatusMark } from '@/app/_ui/status-mark'
import { Apart } from '@/app/(public)/_parts/apart'
import { useHref } from '@/app/(public)/_parts/href'
import { DocumentTitle, Name, SourceLink, When } from '@/app/(public)/_parts/texts'
import { type Axis, axisOf, clustered, spanOf } from '@/lib/site/story/axis'
import { sayHour, sayTick } from '@/lib/site/story/say-axis'
import { type TimelineEntry, timelineOf } from '@/lib/site/story/timeline'
import type { SourceRef, StoryClaim } from '@/lib/site/views'
import { sayZone } from '@/lib/words/say-time'

/** What was said, carried and found on one axis; below it the same in words, which is what everybody can read. */
export function Timeline({ claims }: { claims: StoryClaim[] }) {
  const t = useTranslations('timeline')
  const story = useTranslations('story')
  const words = useWords()
  const { zone, entries, groups } = timelineOf(claims)
  const first = entries[0]?.known
  const around = first?.at ?? (first ? `${first.on}T12:00:00Z` : null)
  return (
    <section aria-labelledby="timeline" className="story-part">
      <div className="story-part-head">
        <h2 id="timeline">{t('title')}</h2>
        {around ? (
          <p className="note">
            {t('lead')} {t('zone', { zone: sayZone(zone, around, words) })}
          </p>
        ) : (
          <p className="empty">{story('empty')}</p>
        )}
      </div>
      <Drawing entries={entries} zone={zone} />
      <ol className="line-list">
        {groups.map(({ known, entries }) => (
          <li key={`${known?.on}${known?.precision}`}>
            <details open={groups.length === 1}>
              <summary>
                <h3>{known ? <When known={known} /> : t('unknown')}</h3>
                <Counts entries={entries} />
                <DayTrack known={known} entries={entries} zone={zone} />
              </summary>
              <ol>
                {entries.map((entry, index) => (
                  <li
                    // biome-ignore lint/suspicious/noArrayIndexKey: the list is never reordered
                    key={index}
                    className={`line-entry line-entry--${entry.kind}${widthOf(entry)}`}
                  >
                    <Hour entry={entry} zone={zone} />
                    <div>
                      <Entry entry={entry} />
                    </div>
                  </li>
                ))}
              </ol>
            </details>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What a day holds, for whoever decides whether to open it. */
function Counts({ entries }: { entries: TimelineEntry[] }) {
  const t = useTranslations('timeline')
  return (
    <span className="line-counts">
      <Apart>
        {(['said', 'carried', 'found'] as const).map((kind) => {
          const n = entries.filter((entry) => entry.kind === kind).length
          return n > 0 ? <span key={kind}>{t(`count.${kind}`, { n })}</span> : null
        })}
      </Apart>
    </span>
  )
}

/** The minutes of a day on one line from midnight to midnight, where there is no room for the drawing of all days. */
function DayTrack({
  known,
  entries,
  zone,
}: {
  known: TimelineEntry['known']
  entries: TimelineEntry[]
  zone: string
}) {
  if (known?.precision !== 'day') return null
  const day = spanOf(known, zone)
  const ticks = new Map<string, TimelineEntry>()
  for (const entry of entries) {
    if (entry.known?.precision !== 'minute') continue
    const at = (100 * (spanOf(entry.known, zone).from - day.from)) / (day.to - day.from)
    ticks.set(`${at.toFixed(1)}%`, entry)
  }
  if (ticks.size === 0) return null
  return (
    <span className="day-track" aria-hidden="true">
      {[...ticks].map(([at, entry]) => (
        <i
          key={at}
          className={entry.kind === 'found' ? `status--${entry.move.status}` : undefined}
          style={{ insetInlineStart: at }}
        />
      ))}
    </span>
  )
}

/** What isn't known to the minute is marked over all of its day. */
function widthOf({ known }: TimelineEntry): string {
  return known?.precision === 'minute' ? '' : ' line-entry--band'
}

function Hour({ entry, zone }: { entry: TimelineEntry; zone: string }) {
  const words = useWords()
  const hour = entry.known && sayHour(entry.known, zone, words)
  return hour ? (
    <time dateTime={hour.machine}>{hour.words}</time>
  ) : (
    <span aria-hidden="true" className="line-whole" />
  )
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const t = useTranslations('timeline')
  const status = useTranslations('statusInText')
  const board = useTranslations('board')
  switch (entry.kind) {
    case 'said':
      return (
        <>
          <p className="line-who">
            {t.rich('saidBy', { name: () => <SourceLink source={entry.claim.claimant} /> })}
          </p>
          <p className="line-claim">
            <ClaimLink claim={entry.claim} />
          </p>
          <p className="line-facts">
            <StatusMark status={entry.claim.status} />
            {entry.claim.place ? <bdi>{entry.claim.place}</bdi> : null}
          </p>
        </>
      )
    case 'carried':
      return (
        <>
          <p className="line-who">
            {t.rich('carriedBy', { name: () => <SourceLink source={entry.document.publisher} /> })}
            {' · '}
            <DocumentTitle
              title={entry.document.title}
              url={entry.document.url}
              language={entry.document.language}
            />
          </p>
          {entry.claims.length > 1 ? (
            <details>
              <summary>{t('claims', { n: entry.claims.length })}</summary>
              <Claims claims={entry.claims} />
            </details>
          ) : (
            <Claims claims={entry.claims} />
          )}
        </>
      )
    case 'found': {
      const { before } = entry.move
      return (
        <>
          <p className="line-who">
            {t('foundThat')}{' '}
            {before && before !== entry.move.status ? (
              <>
                {status(before)} <span className="arrow">{board('arrow')}</span>{' '}
              </>
            ) : null}
            <StatusMark status={entry.move.status} />
          </p>
          <p className="line-claims">
            <ClaimLink claim={entry.claim} />
          </p>
        </>
      )
    }
  }
}

function Claims({ claims }: { claims: StoryClaim[] }) {
  return (
    <ul className="line-claims">
      {claims.map((claim) => (
        <li key={claim.slug}>
          <ClaimLink claim={claim} />
        </li>
      ))}
    </ul>
  )
}

function ClaimLink({ claim }: { claim: StoryClaim }) {
  const href = useHref()
  return (
    <a href={href(`/claims/${claim.slug}`)}>
      <bdi>{claim.proposition}</bdi>
    </a>
  )
}

const MOST_OUTLETS = 5
/** What a mark takes of the axis at least, in hundredths, and how many of them stand below each other. */
const MARK = 2.2
const ROWS = 4

function Drawing({ entries, zone }: { entries: TimelineEntry[]; zone: string }) {
  const t = useTranslations('timeline')
  const words = useWords()
  const dated = entries.filter(({ known }) => known !== null)
  if (dated.length < 2) return null
  const axis = axisOf(
    dated.map(({ known }) => spanOf(known ?? NEVER, zone)),
    zone,
  )
  const of = (kind: TimelineEntry['kind']) => dated.filter((entry) => entry.kind === kind)
  const outlets = byOutlet(of('carried'))
  return (
    <div className="axis" hidden inert>
      <p className="axis-ticks">
        {axis.ticks.map((tick) => (
          <span
            key={tick.at}
            className={`axis-tick axis-tick--${tick.unit}`}
            style={{ insetInlineStart: `${tick.place}%` }}
          >
            {sayTick(tick, zone, words)}
          </span>
        ))}
        {axis.breaks.map(({ start, size }) => (
          <span
            key={start}
            className="axis-break"
            style={{ insetInlineStart: `${start}%`, inlineSize: `${size}%` }}
          />
        ))}
      </p>
      <Lane label={t('said')} entries={of('said')} axis={axis} zone={zone} />
      {outlets.map(({ source, entries }) => (
        <Lane
          key={source?.slug ?? ''}
          label={source ? <Name of={source} /> : t('others')}
          entries={entries}
          axis={axis}
          zone={zone}
          isThin
        />
      ))}
      <Lane label={t('found')} entries={of('found')} axis={axis} zone={zone} />
    </div>
  )
}

const NEVER = { on: '0001-01-01', precision: 'day', at: null, zone: null } as const

/** Outlets with the most entries first; of more than there is room for, the others together. */
function byOutlet(
  entries: TimelineEntry[],
): { source: SourceRef | null; entries: TimelineEntry[] }[] {
  const outlets = new Map<string, { source: SourceRef | null; entries: TimelineEntry[] }>()
  for (const entry of entries) {
    if (entry.kind !== 'carried') continue
    const { publisher } = entry.document
    const outlet = outlets.get(publisher.slug)
    if (outlet) outlet.entries.push(entry)
    else outlets.set(publisher.slug, { source: publisher, entries: [entry] })
  }
  const ordered = [...outlets.values()].toSorted((a, b) => b.entries.length - a.entries.length)
  if (ordered.length <= MOST_OUTLETS + 1) return ordered
  const others = ordered.slice(MOST_OUTLETS).flatMap((outlet) => outlet.entries)
  return [...ordered.slice(0, MOST_OUTLETS), { source: null, entries: others }]
}

function Lane({
  label,
  entries,
  axis,
  zone,
  isThin = false,
}: {
  label: React.ReactNode
  entries: TimelineEntry[]
  axis: Axis
  zone: string
  isThin?: boolean
}) {
  const words = useWords()
  if (entries.length === 0) return null
  const marks = clustered(
    sameTime(entries, axis, zone).map(({ entries, place }) => ({ item: entries, place })),
    { least: MARK, rows: isThin ? 1 : ROWS },
  )
  const rows = Math.max(...marks.map(({ row }) => row)) + 1
  const lines = isThin
    ? 1
    : Math.max(1, ...marks.map(({ items, place }) => linesOf(items.flat(), place)))
  const high = 1.25 * lines + 0.25
  return (
    <div className={isThin ? 'lane lane--thin' : 'lane'}>
      <p>{label}</p>
      <div style={{ blockSize: `${rows * high + 0.25}rem` }}>
        {marks.map(({ items, place, row }) => {
          const all = items.flat()
          const isSeveral = items.length > 1
          const isBand = place.size > (isSeveral ? MARK : 0)
          return (
            <span
              key={`${place.start} ${row}`}
              className={
                isBand ? `lane-band${isSeveral ? ' lane-band--several' : ''}` : 'lane-tick'
              }
              style={{
                insetInlineStart: `${place.start}%`,
                insetBlockStart: `${row * high + 0.25}rem`,
                ...(isBand && { inlineSize: `${place.size}%` }),
              }}
            >
              {all.length > 1 && (isThin || isSeveral || linesOf(all, place) === 0) ? (
                <b>{words.say('board.count', { n: all.length })}</b>
              ) : isThin ? null : (
                all.map((entry) => <Mark key={slugOf(entry)} entry={entry} />)
              )}
            </span>
          )
        })}
      </div>
    </div>
  )
}

const MOST_LINES = 3

/** How many lines the marks of a band take; none where there are too many to be drawn. */
function linesOf(entries: TimelineEntry[], place: { size: number }): number {
  if (place.size === 0) return entries.length > 1 ? 0 : 1
  const lines = Math.ceil((entries.length * 2.4) / place.size)
  return lines > MOST_LINES ? 0 : lines
}

function slugOf(entry: TimelineEntry): string {
  return entry.kind === 'carried' ? entry.document.title : `${entry.claim.slug} ${entry.known?.at}`
}

function Mark({ entry }: { entry: TimelineEntry }) {
  if (entry.kind === 'carried') return null
  return (
    <StatusMark
      status={entry.kind === 'found' ? entry.move.status : entry.claim.status}
      hasWord={false}
    />
  )
}

/** Entries of the very same time, such as all of one day, are one mark. */
function sameTime(entries: TimelineEntry[], axis: Axis, zone: string) {
  const marks = new Map<string, { entries: TimelineEntry[]; place: ReturnType<Axis['place']> }>()
  for (const entry of entries) {
    if (!entry.known) continue
    const span = spanOf(entry.known, zone)
    const key = `${span.from} ${span.to}`
    const mark = marks.get(key)
    if (mark) mark.entries.push(entry)
    else marks.set(key, { entries: [entry], place: axis.place(span) })
  }
  return [...marks.values()]
}
