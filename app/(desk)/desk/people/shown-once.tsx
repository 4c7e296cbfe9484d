'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useForm } from '@/app/_ui/form-context'

/** The link that the form's last answer carries, if it carries one. */
export function ShownOnce() {
  const { name, state } = useForm()
  const t = useTranslations('ui.shownOnce')
  const [isCopied, setIsCopied] = useState(false)
  const link = state.facts?.link
  if (state.status !== 'done' || typeof link !== 'string') return null
  const copy = async () => {
    await navigator.clipboard.writeText(link)
    setIsCopied(true)
  }
  return (
    <div className="shown-once">
      <label className="field-label" htmlFor={`${name}.link`}>
        {t('link')}
      </label>
      <input
        className="input"
        id={`${name}.link`}
        dir="ltr"
        readOnly
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <p>
        <button type="button" className="link-button" onClick={() => void copy()}>
          {t('copy')}
        </button>{' '}
        <span role="status">{isCopied ? t('copied') : ''}</span>
      </p>
    </div>
  )
}
