'use client'

import { createContext, type ReactNode, useContext } from 'react'

const Owner = createContext<string | null>(null)

/** Whose drafts the forms below keep: two people at one machine never see each other's. */
export function DraftOwner({ id, children }: { id: string; children: ReactNode }) {
  return <Owner value={id}>{children}</Owner>
}

export function useDraftOwner(): string | null {
  return useContext(Owner)
}
