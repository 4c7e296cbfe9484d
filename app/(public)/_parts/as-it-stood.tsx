import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { publicContext } from '@/app/(public)/_parts/context'
import { pageWords, useHref, usePageLanguage } from '@/app/(public)/_parts/href'
import { loadLastChange } from '@/app/(public)/_parts/load'
import { At } from '@/app/(public)/_parts/texts'
import type { LastChange } from '@/lib/site/last-change'
import { type Around, getChangesAt, getMomentsAround } from '@/lib/site/moments'
import { inLanguage, languages } from '@/lib/words/languages'

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
    const last = isAnswer ? null : await loadLastChange(path)
    return (
      <Now path={path} last={last} fields={fields}>
        {children}
      </Now>
    )
  }
  const around = isAnswer ? null : await getMomentsAround(publicContext(), path, new Date(at))
  const changed = around?.current
    ? await getChangesAt(publicContext(), path, new Date(around.current), await pageWords())
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
  const t = useTranslations('asItStood')
  const href = useHref()
  return (
    <aside id="as-it-stood" className="as-it-stood" aria-label={t('earlierForms')}>
      {last ? <p>{t.rich('lastChanged', { at: () => <At iso={last.at} /> })}</p> : null}
      {last?.hasBefore ? (
        <p>
          <a href={addressOf(href(path), fields, momentBefore(last.at))}>{t('before')}</a>
        </p>
      ) : null}
      <details>
        <summary>{t(last ? 'another' : 'asAnother')}</summary>
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
  const t = useTranslations('asItStood')
  const { code, dir } = usePageLanguage()
  const href = useHref()
  const moment = around?.current ?? at
  const now = addressOf(href(path), fields)
  return (
    <aside
      id="as-it-stood"
      className="as-it-stood as-it-stood--past"
      aria-labelledby="as-it-stood-title"
    >
      <meta name="robots" content="noindex" />
      <div className="as-it-stood-what">
        <p className="as-it-stood-kicker">{t('kicker')}</p>
        <p className="as-it-stood-title" id="as-it-stood-title">
          {t.rich('title', { at: () => <At iso={moment} /> })}
        </p>
        {around ? (
          <p className="as-it-stood-span">
            {around.after ? <Until at={around.after} /> : t('stillSo')}
          </p>
        ) : null}
        {changed.length > 0 ? (
          <div className="as-it-stood-changed">
            <p id="as-it-stood-changed">{t('changed')}</p>
            <ul aria-labelledby="as-it-stood-changed">
              {changed.map((sentence) => (
                <li key={sentence}>
                  <bdi dir={dir}>{sentence}</bdi>
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
      <div className="as-it-stood-elsewhere">
        <nav aria-label={t('moments')}>
          <ul className="as-it-stood-steps">
            {around?.before ? (
              <li>
                <a href={addressOf(href(path), fields, around.before)} rel="prev">
                  <Step to="earlier" at={around.before} />
                </a>
              </li>
            ) : null}
            {around?.after ? (
              <li>
                <a href={addressOf(href(path), fields, around.after)} rel="next">
                  <Step to="later" at={around.after} />
                </a>
              </li>
            ) : null}
            <li>
              <a href={now}>{t('today')}</a>
            </li>
            {languages()
              .filter((other) => other.code !== code)
              .map((other) => (
                <li key={other.code}>
                  <a
                    href={addressOf(inLanguage(path, other.code), fields, moment)}
                    hrefLang={other.code}
                    lang={other.code}
                    dir={other.dir}
                  >
                    {other.name}
                  </a>
                </li>
              ))}
          </ul>
        </nav>
        <MomentForm path={path} fields={fields} moment={moment} />
        <p className="as-it-stood-clocks">{t('clocks')}</p>
      </div>
      {children}
      <p className="as-it-stood-strip">
        <span>
          <span className="as-it-stood-words" data-short={t('past')}>
            {t('words')}
          </span>{' '}
          <At iso={moment} />
        </span>
        <a href={now}>{t('todaysPage')}</a>
      </p>
    </aside>
  )
}

function Until({ at }: { at: string }) {
  return useTranslations('asItStood').rich('until', { at: () => <At iso={at} /> })
}

function Step({ to, at }: { to: 'earlier' | 'later'; at: string }) {
  return useTranslations('asItStood').rich(to, { at: () => <At iso={at} /> })
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
  const t = useTranslations('asItStood')
  const href = useHref()
  return (
    <form action={href(path)} method="get" className="as-it-stood-form">
      <label htmlFor="as-it-stood-at">{t('field')}</label>
      <span className="as-it-stood-field">
        <input
          id="as-it-stood-at"
          name="at"
          type="datetime-local"
          defaultValue={moment && minuteAfter(moment)}
          required
        />
        <button type="submit">{t('show')}</button>
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
