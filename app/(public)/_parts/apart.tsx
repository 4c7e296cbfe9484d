import { Children, type ReactNode } from 'react'

/** Parts that the style sheet sets apart, with a space between them for whoever reads without one. */
export function Apart({ children }: { children: ReactNode }) {
  return Children.toArray(children).flatMap((part, index) => (index === 0 ? [part] : [' ', part]))
}
