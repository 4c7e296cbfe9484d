'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useField, useForm } from '@/app/_ui/form-context'
import { StatusMark } from '@/app/_ui/status-mark'
import { useHydrated } from '@/app/_ui/use-hydrated'
import type { VerificationStatus } from '@/lib/review/schema'

export type SimilarClaim = {
  claimId: string
  proposition: string
  claimantName: string
  status: VerificationStatus
  similarity: number
}

const PAUSE = 400

/**
 * Claims like the one being typed in the field `of`, beneath it: filing one twice is the commonest mistake
 * there is. Without JavaScript a button asks the server.
 */
export function SimilarClaims({ of }: { of: string }) {
  const { name, state } = useForm()
  const t = useTranslations('ui.similar')
  const field = useField(of)
  const isLive = useHydrated()
  const checked = listIn(state.facts?.similar)
  const [found, setFound] = useState<SimilarClaim[] | null>(null)
  const fieldId = field.id

  useEffect(() => {
    const input = document.getElementById(fieldId) as HTMLTextAreaElement | null
    if (!input) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let asked: AbortController | undefined
    const ask = async (text: string) => {
      const mine = new AbortController()
      asked = mine
      const query = new URLSearchParams({ text: text.slice(0, 500) })
      const answer = await fetch(`/api/desk/similar?${query}`, { signal: mine.signal })
      if (answer.ok) setFound(((await answer.json()) as { items: SimilarClaim[] }).items)
    }
    const onInput = () => {
      clearTimeout(timer)
      asked?.abort()
      const text = input.value.trim()
      if (text.length < 12) return setFound(null)
      timer = setTimeout(() => {
        ask(text).catch(() => {
          // A line that is down must not stop anybody from typing on.
        })
      }, PAUSE)
    }
    input.addEventListener('input', onInput)
    if (input.value.trim() !== '') onInput()
    return () => {
      clearTimeout(timer)
      asked?.abort()
      input.removeEventListener('input', onInput)
    }
  }, [fieldId])

  const claims = found ?? checked
  return (
    <div className="similar" id={`${name}.similar`}>
      <div role="status">
        {claims === null ? null : claims.length === 0 ? (
          <p className="field-note">{found ? '' : t('none')}</p>
        ) : (
          <p className="similar-title">{t('here', { n: claims.length })}</p>
        )}
      </div>
      {claims && claims.length > 0 ? (
        <ul className="similar-list">
          {claims.map((claim) => (
            <li key={claim.claimId}>
              <a href={`/desk/claims/${claim.claimId}`} target="_blank" rel="noopener">
                <bdi>{claim.proposition}</bdi>
                <span className="visually-hidden"> {t('newTab')}</span>
              </a>{' '}
              <span className="similar-about">
                <bdi>{claim.claimantName}</bdi> · <StatusMark status={claim.status} />
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {isLive ? null : (
        <p>
          <button type="submit" name="intent" value="check" className="button button--quiet">
            {t('check')}
          </button>
        </p>
      )}
    </div>
  )
}

function listIn(given: unknown): SimilarClaim[] | null {
  return Array.isArray(given) ? (given as SimilarClaim[]) : null
}
