'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { SubmitButton } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { dropIntakeAction } from '@/app/(desk)/desk/intake/[id]/actions'
import type { IntakePage, IntakeState } from '@/lib/intake/queries'

const PACE = 700

/** A long text while it is looked through: how far it has come, and a way to stop. */
export function BeingRead({ page, requestId }: { page: IntakePage; requestId: string }) {
  const router = useRouter()
  const t = useTranslations('ui.beingRead')
  const length = page.text.length
  const [readTo, setReadTo] = useState(page.readTo)
  const [isDown, setIsDown] = useState(false)
  const [isDone, setIsDone] = useState(false)
  useEffect(() => {
    let isOver = false
    const ask = async () => {
      try {
        const answer = await fetch(`/api/desk/intake/${page.id}?since=${page.version}`)
        if (!answer.ok) throw new Error(`The desk answered ${answer.status}.`)
        const state = (await answer.json()) as IntakeState
        if (isOver) return
        setIsDown(false)
        setReadTo(state.readTo)
        if (state.isFound || state.state !== 'open') {
          // Once: a second question would begin the answer anew.
          clearInterval(timer)
          setIsDone(true)
          router.refresh()
        }
      } catch {
        if (!isOver) setIsDown(true)
      }
    }
    const timer = setInterval(() => void ask(), PACE)
    return () => {
      isOver = true
      clearInterval(timer)
    }
  }, [page.id, page.version, router])
  const share = Math.floor((100 * readTo) / Math.max(1, length))
  return (
    <>
      <div className="page-head">
        <h1>
          <bdi lang={page.read.language}>{page.read.title}</bdi>
        </h1>
      </div>
      <section className="intake-reading stack" aria-labelledby="reading-heading">
        <h2 id="reading-heading">{t('looking')}</h2>
        <progress max={100} value={share} aria-labelledby="reading-heading" />
        <p role="status">
          {isDown ? t('down') : isDone ? t('done') : t('share', { share, length })}
        </p>
        <p className="soft">
          {t.rich('leave', { a: () => <a href="/desk/intake">{t('takeIn')}</a> })}{' '}
          <noscript>
            <a href={`/desk/intake/${page.id}`}>{t('lookAgain')}</a>
          </noscript>
        </p>
        {page.may.drop ? (
          <Form
            name="drop-intake"
            action={dropIntakeAction}
            requestId={requestId}
            hidden={{ intakeId: page.id, version: page.version }}
          >
            <SubmitButton kind="quiet" busy={t('stopping')}>
              {t('stop')}
            </SubmitButton>
          </Form>
        ) : null}
      </section>
    </>
  )
}
