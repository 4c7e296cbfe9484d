import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { requireMember } from '@/app/_server/context'
import { DraftOwner } from '@/app/_ui/draft-owner'
import { LanguageChoice } from '@/app/_ui/language-choice'
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
  const t = await getTranslations('deskFrame')
  const role = await getTranslations('deskRole')
  return (
    <DraftOwner id={actor.id}>
      <header className="desk-header">
        <div className="desk-header-inner">
          <p className="desk-brand">
            <a href="/desk">
              {t.rich('brand', {
                place: (words) => <span className="desk-brand-place">{words}</span>,
              })}
            </a>
          </p>
          <nav className="desk-nav" aria-label={t('desk')}>
            <ul>
              <li>
                <NavLink href="/desk" under={['/desk/claims/']} not={['/desk/claims/new']}>
                  {t('queue')}
                </NavLink>
              </li>
              <li>
                <NavLink href="/desk/intake" under={['/desk/intake/']}>
                  {t('intake')}
                </NavLink>
              </li>
              <li>
                <NavLink href="/desk/claims/new">{t('newClaim')}</NavLink>
              </li>
              <li>
                <NavLink href="/desk/sources" under={['/desk/sources/']}>
                  {t('sources')}
                </NavLink>
              </li>
              <li>
                <NavLink href="/desk/stories" under={['/desk/stories/']}>
                  {t('stories')}
                </NavLink>
              </li>
              {may(actor, 'people:manage') ? (
                <li>
                  <NavLink href="/desk/people" under={['/desk/people/']}>
                    {t('people')}
                  </NavLink>
                </li>
              ) : null}
              {may(actor, 'people:manage') ? (
                <li>
                  <NavLink href="/desk/health">{t('health')}</NavLink>
                </li>
              ) : null}
              {includesRole(actor.role, 'editor') ? (
                <li>
                  <NavLink href="/desk/activity">{t('activity')}</NavLink>
                </li>
              ) : null}
            </ul>
          </nav>
          <div className="desk-who">
            <span className="desk-who-name">
              {t.rich('who', {
                name: actor.name,
                role: role(actor.role),
                bdi: (words) => <bdi>{words}</bdi>,
              })}
            </span>
            <a href="/">{t('reader')}</a>
            <LanguageChoice />
            <form method="post" action="/sign-out">
              <button type="submit" className="link-button">
                {t('signOut')}
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
