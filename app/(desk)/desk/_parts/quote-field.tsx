'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useId, useRef, useState } from 'react'
import { Field } from '@/app/_ui/fields'
import { useField } from '@/app/_ui/form-context'
import { useHydrated } from '@/app/_ui/use-hydrated'

/** The text that words can be selected in. */
export type ReadableText = { text: string; language: string; title: string }

type Props = {
  /** Where the words go: `quote.exact`, or `excerpt`. */
  name: string
  /** Where their place goes (UTF-16 index), if it is asked for: `quote.start`. */
  startName?: string
  label: ReactNode
  hint?: ReactNode
  text: ReadableText | null
  defaultValue?: string | null
}

/** Context shown on either side of the quote, so that it is seen to be the right place. */
const AROUND = 60

/**
 * Exact words. With JavaScript and a text they are selected in it, by mouse, finger or keyboard; otherwise they
 * are pasted, and the server finds their place.
 */
export function QuoteField({ name, startName, label, hint, text, defaultValue }: Props) {
  const field = useField(name, hint)
  const t = useTranslations('ui.quote')
  const startField = useField(startName ?? `${name}.start`)
  const isLive = useHydrated()
  const viewId = useId()
  const view = useRef<HTMLTextAreaElement>(null)
  const quote = useRef<HTMLTextAreaElement>(null)
  const [start, setStart] = useState(startField.value ?? '')
  const [said, setSaid] = useState<ReactNode>('')

  const take = () => {
    if (!view.current || !quote.current || !text) return
    const { selectionStart, selectionEnd } = view.current
    const selected = text.text.slice(selectionStart, selectionEnd)
    const words = selected.trim()
    if (words === '') {
      setSaid(t('nothing'))
      view.current.focus()
      return
    }
    const at = selectionStart + selected.indexOf(words)
    quote.current.value = words
    setStart(String(at))
    quote.current.dispatchEvent(new Event('input', { bubbles: true }))
    setSaid(
      <>
        {t('taken')}{' '}
        <span className="quote-place" dir="auto" lang={text.language}>
          …{text.text.slice(Math.max(0, at - AROUND), at)}
          <mark>{words.length > 200 ? `${words.slice(0, 120)} … ${words.slice(-60)}` : words}</mark>
          {text.text.slice(at + words.length, at + words.length + AROUND)}…
        </span>
      </>,
    )
  }

  return (
    <div className="quote-field">
      {isLive && text && text.text.trim() !== '' ? (
        <div className="field">
          <label className="field-label" htmlFor={viewId}>
            {t('select')}
          </label>
          <textarea
            ref={view}
            id={viewId}
            className="input quote-view"
            lang={text.language}
            dir="auto"
            rows={10}
            value={text.text}
            spellCheck={false}
            // Not read-only: browsers then hide the caret, and words could only be selected with a mouse.
            aria-readonly="true"
            inputMode="none"
            onChange={() => {}}
            onDrop={(event) => event.preventDefault()}
            onKeyDown={(event) => {
              if (event.key === 'Enter') {
                event.preventDefault()
                take()
              }
            }}
          />
          <div className="quote-take">
            <button type="button" className="button button--quiet" onClick={take}>
              {t('use')}
            </button>
            <span className="field-hint">{t('orEnter')}</span>
          </div>
        </div>
      ) : null}
      <Field {...{ field, label, hint }}>
        <textarea
          ref={quote}
          className="input"
          id={field.id}
          name={name}
          rows={3}
          dir="auto"
          lang={text?.language}
          defaultValue={field.value ?? defaultValue ?? ''}
          aria-describedby={field.describedBy}
          aria-invalid={field.error ? true : undefined}
          aria-required
          onInput={(event) => {
            // Typed over, it may stand anywhere: the server looks for it.
            if (event.nativeEvent.isTrusted) setStart('')
          }}
        />
      </Field>
      {startName ? <input type="hidden" name={startName} value={start} /> : null}
      <p className="field-note quote-said" role="status">
        {said}
      </p>
    </div>
  )
}
