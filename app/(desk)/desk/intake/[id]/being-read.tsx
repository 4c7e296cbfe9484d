'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { SubmitButton } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { dropIntakeAction } from '@/app/(desk)/desk/intake/[id]/actions'
import type { IntakePage, IntakeState } from '@/lib/intake/queries'

const PACE = 700

/** A long text while it is looked through: how far it has come, and a way to stop. */
export function BeingRead({ page, requestId }: { page: IntakePage; requestId: string }) {
  const router = useRouter()
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
        <h2 id="reading-heading">Looking for its claims</h2>
        <progress max={100} value={share} aria-labelledby="reading-heading" />
        <p role="status">
          {isDown
            ? 'The desk does not answer just now. Reading goes on there; this page asks again.'
            : isDone
              ? 'All of it is read. Its candidates are being set out …'
              : `${share} per cent of ${length.toLocaleString('en')} characters.`}
        </p>
        <p className="soft">
          You can leave: it is read on, and its claims wait under{' '}
          <a href="/desk/intake">Take in an article</a>.{' '}
          <noscript>
            <a href={`/desk/intake/${page.id}`}>Look again</a>
          </noscript>
        </p>
        {page.may.drop ? (
          <Form
            name="drop-intake"
            action={dropIntakeAction}
            requestId={requestId}
            hidden={{ intakeId: page.id, version: page.version }}
          >
            <SubmitButton kind="quiet" busy="Stopping …">
              Stop and drop it
            </SubmitButton>
          </Form>
        ) : null}
      </section>
    </>
  )
}
