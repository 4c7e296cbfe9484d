'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

type Props = {
  href: string
  children: ReactNode
  /** Beginnings of addresses that belong to this place too, and those of them that don't. */
  under?: string[]
  not?: string[]
}

/** A way to a part of the desk that says when one is there already. */
export function NavLink({ href, children, under = [], not = [] }: Props) {
  const path = usePathname()
  const isWithin =
    under.some((beginning) => path.startsWith(beginning)) &&
    !not.some((each) => path.startsWith(each))
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={path === href ? 'page' : isWithin ? 'true' : undefined}
    >
      {children}
    </Link>
  )
}
