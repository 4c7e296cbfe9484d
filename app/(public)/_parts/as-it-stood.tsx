import type { ReactNode } from 'react'
import { publicContext } from '@/app/(public)/_parts/context'
import { At } from '@/app/(public)/_parts/texts'
import { getLastChange, type LastChange } from '@/lib/site/last-change'
import { type Around, getChangesAt, getMomentsAround } from '@/lib/site/moments'

/**
 * First on every page that has a past: when it last changed and how it stood before; on a page of the past that it is
 * one, since when it stood like this, until when, and why. The only element in which the page of a moment differs from
 * the page that was served then, so nothing outside may depend on it; `as-it-stood.css` marks the whole page from here.
 */
export async function AsItStood({
  path,
  at,
  fields = [],
  children,
}: {
  path: string
  /** The moment asked for; null on the page of now. */
  at: string | null
  /** What else was asked, where the page is an answer to a question. */
  fields?: (readonly [name: string, value: string])[]
  /** Further ways to other moments. */
  children?: ReactNode
}) {
  const isAnswer = fields.length > 0
  if (at === null) {
    const last = isAnswer ? null : await getLastChange(publicContext(), path)
    return (
      <Now path={path} last={last} fields={fields}>
        {children}
      </Now>
    )
  }
  const around = isAnswer ? null : await getMomentsAround(publicContext(), path, new Date(at))
  const changed = around?.current
    ? await getChangesAt(publicContext(), path, new Date(around.current))
    : []
  return (
    <Then path={path} at={at} around={around} changed={changed} fields={fields}>
      {children}
    </Then>
  )
}

function addressOf(path: string, fields: (readonly [string, string])[], at?: string): string {
  const query = fields.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  if (at) query.push(`at=${at}`)
  return query.length > 0 ? `${path}?${query.join('&')}` : path
}

/** Any instant before a change leads to the page as it stood before it; moments are counted in milliseconds. */
function momentBefore(moment: string): string {
  return new Date(Date.parse(moment) - 1).toISOString()
}

function Now({
  path,
  last,
  fields,
  children,
}: {
  path: string
  last: LastChange | null
  fields: (readonly [string, string])[]
  children: ReactNode
}) {
  return (
    <aside id="as-it-stood" className="as-it-stood" aria-label="Earlier forms of this page">
      {last ? (
        <p>
          Last changed <At iso={last.at} />
        </p>
      ) : null}
      {last?.hasBefore ? (
        <p>
          <a href={addressOf(path, fields, momentBefore(last.at))}>How it stood before</a>
        </p>
      ) : null}
      <details>
        <summary>{last ? 'At another moment' : 'As it stood at another moment'}</summary>
        <MomentForm path={path} fields={fields} />
      </details>
      {children}
    </aside>
  )
}

function Then({
  path,
  at,
  around,
  changed,
  fields,
  children,
}: {
  path: string
  at: string
  around: Around | null
  changed: string[]
  fields: (readonly [string, string])[]
  children: ReactNode
}) {
  const moment = around?.current ?? at
  const now = addressOf(path, fields)
  return (
    <aside
      id="as-it-stood"
      className="as-it-stood as-it-stood--past"
      aria-labelledby="as-it-stood-title"
    >
      <meta name="robots" content="noindex" />
      <div className="as-it-stood-what">
        <p className="as-it-stood-kicker">Not the page of today</p>
        <p className="as-it-stood-title" id="as-it-stood-title">
          As it stood on <At iso={moment} />
        </p>
        {around ? (
          <p className="as-it-stood-span">
            {around.after ? (
              <>
                In force from then until <At iso={around.after} />.
              </>
            ) : (
              'In force from then on: nothing on this page has changed since.'
            )}
          </p>
        ) : null}
        {changed.length > 0 ? (
          <div className="as-it-stood-changed">
            <p id="as-it-stood-changed">What changed at that moment</p>
            <ul aria-labelledby="as-it-stood-changed">
              {changed.map((sentence) => (
                <li key={sentence}>
                  <bdi>{sentence}</bdi>
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
      <div className="as-it-stood-elsewhere">
        <nav aria-label="Moments of this page">
          <ul className="as-it-stood-steps">
            {around?.before ? (
              <li>
                <a href={addressOf(path, fields, around.before)} rel="prev">
                  Earlier: <At iso={around.before} />
                </a>
              </li>
            ) : null}
            {around?.after ? (
              <li>
                <a href={addressOf(path, fields, around.after)} rel="next">
                  Later: <At iso={around.after} />
                </a>
              </li>
            ) : null}
            <li>
              <a href={now}>As it stands today</a>
            </li>
          </ul>
        </nav>
        <MomentForm path={path} fields={fields} moment={moment} />
        <p className="as-it-stood-clocks">
          Two clocks: the moments here are when we published something; when it was said or happened
          stands with each fact below. Links below lead to pages as they stand today.
        </p>
      </div>
      {children}
      <p className="as-it-stood-strip">
        <span>
          <span className="as-it-stood-words">As it stood on</span> <At iso={moment} />
        </span>
        <a href={now}>Today’s page</a>
      </p>
    </aside>
  )
}

function MomentForm({
  path,
  fields,
  moment,
}: {
  path: string
  fields: (readonly [string, string])[]
  moment?: string
}) {
  return (
    <form action={path} method="get" className="as-it-stood-form">
      <label htmlFor="as-it-stood-at">Show it as it stood at (UTC)</label>
      <span className="as-it-stood-field">
        <input
          id="as-it-stood-at"
          name="at"
          type="datetime-local"
          defaultValue={moment && minuteAfter(moment)}
          required
        />
        <button type="submit">Show</button>
      </span>
      {fields.map(([name, value]) => (
        <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
      ))}
    </form>
  )
}

/** To the minute, as the field has it, and not before the moment itself: asked for again it is the same page. */
function minuteAfter(moment: string): string {
  return new Date(Math.ceil(Date.parse(moment) / 60_000) * 60_000).toISOString().slice(0, 16)
}
