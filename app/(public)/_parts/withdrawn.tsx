import { useTranslations } from 'next-intl'
import { useHref } from '@/app/(public)/_parts/href'
import { At, Own } from '@/app/(public)/_parts/texts'
import type { WithdrawnClaim } from '@/lib/site/views'

/** What is left of a claim that we should not have shown: that it was here, why it went, and when. */
export function Withdrawn({ claim }: { claim: WithdrawnClaim }) {
  const t = useTranslations('withdrawn')
  const href = useHref()
  return (
    <article className="withdrawn">
      <p className="kicker">{t('kicker')}</p>
      <h1>
        <Own text={claim.proposition} />
      </h1>
      <p className="lede">{t.rich('on', { at: () => <At iso={claim.withdrawnAt} /> })}</p>
      <h2>{t('why')}</h2>
      <p className="prose">
        <Own text={claim.reason} />
      </p>
      <p className="more">
        <a href={href('/corrections')}>{t('all')}</a>
      </p>
    </article>
  )
}
