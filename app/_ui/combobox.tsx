'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react'
import type { FieldInForm } from '@/app/_ui/form-context'
import { useHydrated } from '@/app/_ui/use-hydrated'

export type ComboboxOption = {
  id: string
  label: string
  /** BCP 47 tag of the label. */
  language?: string
  detail?: string
}

type Props = {
  field: FieldInForm
  /** Without it the typed text is not sent; what is chosen then goes by a hidden field of the owner's. */
  name?: string
  defaultValue: string
  /** The text field, for an owner that fills it. */
  input: RefObject<HTMLInputElement | null>
  isOptional?: boolean
  placeholder?: string
  /** Options for what was typed, best first. Rejects when the line is down: typing goes on all the same. */
  load: (typed: string, signal: AbortSignal) => Promise<ComboboxOption[]>
  /** Whether options show on focus, before anything is typed. */
  opensEmpty?: boolean
  onType?: (typed: string) => void
  onChoose: (option: ComboboxOption) => void
  /** What else can be chosen, last in the list. */
  extra?: { label: (typed: string) => string; onChoose: (typed: string) => void }
  /** What the options are, for the count that is read out. */
  of: 'source' | 'document'
}

const PAUSE = 150
const EXTRA = '+'

/**
 * A text field that suggests (ARIA's editable combobox with a list). Before JavaScript it is a plain text
 * field. Arrows walk the list, Enter takes, Escape closes; the text stays what was typed until one is taken.
 */
export function Combobox({
  field,
  name,
  defaultValue,
  input,
  isOptional,
  placeholder,
  load,
  opensEmpty = false,
  onType,
  onChoose,
  extra,
  of,
}: Props) {
  const isLive = useHydrated()
  const t = useTranslations('ui.combobox')
  const listId = useId()
  const [found, setFound] = useState<{ typed: string; options: ComboboxOption[] } | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const asked = useRef<AbortController | null>(null)
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(
    () => () => {
      clearTimeout(pause.current)
      asked.current?.abort()
    },
    [],
  )

  const ask = (typed: string, wait: number) => {
    clearTimeout(pause.current)
    asked.current?.abort()
    if (typed.trim() === '' && !opensEmpty) {
      setFound(null)
      setIsOpen(false)
      return
    }
    pause.current = setTimeout(async () => {
      const mine = new AbortController()
      asked.current = mine
      try {
        const options = await load(typed, mine.signal)
        if (mine.signal.aborted) return
        setFound({ typed, options })
        setActive(-1)
        setIsOpen(true)
      } catch {
        // Suggestions are a convenience: what is typed is understood without them.
        if (!mine.signal.aborted) setIsOpen(false)
      }
    }, wait)
  }

  const entries: ComboboxOption[] = [
    ...(found?.options ?? []),
    ...(found && extra && found.typed.trim() !== ''
      ? [{ id: EXTRA, label: extra.label(found.typed.trim()) }]
      : []),
  ]
  const isShown = isLive && isOpen && entries.length > 0

  const choose = (entry: ComboboxOption) => {
    clearTimeout(pause.current)
    asked.current?.abort()
    setIsOpen(false)
    setActive(-1)
    if (entry.id === EXTRA) extra?.onChoose(found?.typed.trim() ?? '')
    else {
      if (input.current) input.current.value = entry.label
      onChoose(entry)
    }
    // Whoever watches the form for changes (its draft) hears of this one too.
    input.current?.dispatchEvent(new Event('input', { bubbles: true }))
  }

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!isShown) return ask(event.currentTarget.value, 0)
      const step = event.key === 'ArrowDown' ? 1 : -1
      // One place beyond the list is the text field itself.
      const places = entries.length + 1
      setActive(((active + 1 + step + places) % places) - 1)
    } else if (event.key === 'Enter' && isShown) {
      event.preventDefault()
      const entry = entries[active]
      if (entry) choose(entry)
      else setIsOpen(false)
    } else if (event.key === 'Escape' && isShown) {
      event.preventDefault()
      event.stopPropagation()
      setIsOpen(false)
      setActive(-1)
    } else if (event.key === 'Tab') {
      setIsOpen(false)
    }
  }

  const optionId = (at: number) => `${listId}-${at}`
  useEffect(() => {
    if (active >= 0)
      document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [active, listId])

  return (
    <div className="combobox">
      <input
        ref={input}
        type="text"
        dir="auto"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        className="input"
        id={field.id}
        name={name}
        placeholder={placeholder}
        defaultValue={defaultValue}
        aria-describedby={field.describedBy}
        aria-invalid={field.error ? true : undefined}
        aria-required={isOptional ? undefined : true}
        {...(isLive
          ? {
              role: 'combobox',
              'aria-autocomplete': 'list' as const,
              'aria-expanded': isShown,
              'aria-controls': isShown ? listId : undefined,
              'aria-activedescendant': isShown && active >= 0 ? optionId(active) : undefined,
            }
          : {})}
        onChange={(event) => {
          onType?.(event.currentTarget.value)
          ask(event.currentTarget.value, PAUSE)
        }}
        onFocus={(event) => {
          if (opensEmpty && event.currentTarget.value === '') ask('', 0)
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          clearTimeout(pause.current)
          asked.current?.abort()
          setIsOpen(false)
        }}
      />
      {isShown ? (
        <div className="combobox-list" role="listbox" id={listId} aria-label={t('suggestions')}>
          {entries.map((entry, at) => (
            // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the text field, as ARIA's pattern has it
            <div
              key={entry.id}
              id={optionId(at)}
              role="option"
              aria-selected={at === active}
              className="combobox-option"
              // Before the text field loses focus and the list closes.
              onPointerDown={(event) => {
                event.preventDefault()
                choose(entry)
              }}
            >
              <bdi lang={entry.language}>{entry.label}</bdi>
              {entry.detail ? <span className="combobox-detail"> {entry.detail}</span> : null}
            </div>
          ))}
        </div>
      ) : null}
      {isLive ? (
        <span className="visually-hidden" role="status">
          {isOpen && found ? t(of, { n: found.options.length }) : ''}
        </span>
      ) : null}
    </div>
  )
}
