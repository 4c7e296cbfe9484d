import { useTranslations } from 'next-intl'
import { useHref } from '@/app/(public)/_parts/href'
import { Day, Own } from '@/app/(public)/_parts/texts'
import type { VerdictView } from '@/lib/site/views'

/** When events passed a claim by, and by what. */
export function Overtaking({
  overtaking: { on, claim, event },
}: {
  overtaking: NonNullable<VerdictView['overtaking']>
}) {
  const t = useTranslations('claim')
  const href = useHref()
  return (
    <>
      {t.rich('overtakenOn', { day: () => <Day day={on} /> })}
      {claim
        ? t.rich('overtakenBy', {
            claim: () => (
              <a href={href(`/claims/${claim.slug}`)}>
                <Own text={claim.proposition} />
              </a>
            ),
          })
        : null}
      {event ? (
        <>
          {t('overtakenEvent')}
          <Own text={event} />
        </>
      ) : null}
    </>
  )
}
