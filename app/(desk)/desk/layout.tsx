import type { ReactNode } from 'react'
import { requireMember } from '@/app/_server/context'
import { DraftOwner } from '@/app/_ui/draft-owner'
import { Away } from '@/app/(desk)/desk/_parts/away'
import { ClockNote } from '@/app/(desk)/desk/_parts/health'
import { NavLink } from '@/app/(desk)/desk/nav-link'
import { may } from '@/lib/auth/policy'
import { includesRole } from '@/lib/auth/roles'
import { AppError } from '@/lib/errors'

function unlessAway(error: unknown): null {
  if (error instanceof AppError && error.code === 'unavailable') return null
  throw error
}

export default async function DeskShell({ children }: { children: ReactNode }) {
  const ctx = await requireMember().catch(unlessAway)
  // Said here rather than thrown: what is thrown needs a script to be seen.
  if (!ctx) return <Away />
  const { actor } = ctx
  return (
    <DraftOwner id={actor.id}>
      <header className="desk-header">
        <div className="desk-header-inner">
          <p className="desk-brand">
            <a href="/desk">
              Counterclaim <span className="desk-brand-place">desk</span>
            </a>
          </p>
          <nav className="desk-nav" aria-label="Desk">
            <ul>
              <li>
                <NavLink href="/desk" under={['/desk/claims/']} not={['/desk/claims/new']}>
                  Queue
                </NavLink>
              </li>
              <li>
                <NavLink href="/desk/intake" under={['/desk/intake/']}>
                  Take in an article
                </NavLink>
              </li>
              <li>
                <NavLink href="/desk/claims/new">File a claim</NavLink>
              </li>
              <li>
                <NavLink href="/desk/sources" under={['/desk/sources/']}>
                  Sources
                </NavLink>
              </li>
              <li>
                <NavLink href="/desk/stories" under={['/desk/stories/']}>
                  Stories
                </NavLink>
              </li>
              {may(actor, 'people:manage') ? (
                <li>
                  <NavLink href="/desk/people" under={['/desk/people/']}>
                    People
                  </NavLink>
                </li>
              ) : null}
              {includesRole(actor.role, 'editor') ? (
                <li>
                  <NavLink href="/desk/activity">Activity</NavLink>
                </li>
              ) : null}
            </ul>
          </nav>
          <div className="desk-who">
            <span className="desk-who-name">
              <bdi>{actor.name}</bdi>, {actor.role}
            </span>
            <a href="/">Reader’s site</a>
            <form method="post" action="/sign-out">
              <button type="submit" className="link-button">
                Sign out
              </button>
            </form>
          </div>
        </div>
      </header>
      <main id="main" className="desk-main" tabIndex={-1}>
        <ClockNote />
        {children}
      </main>
    </DraftOwner>
  )
}
