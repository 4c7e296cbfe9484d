'use client'

import { type ReactNode, useEffect, useRef } from 'react'

/** Takes the keyboard to what has just happened; without JavaScript the address does. */
export function Arrival({ children }: { children: ReactNode }) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => element.current?.focus({ preventScroll: false }), [])
  return (
    <div ref={element} id="did" className="form-done" role="status" tabIndex={-1}>
      {children}
    </div>
  )
}
