'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** Whether the page is alive: false in the server's HTML and wherever JavaScript never arrives. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
