import { useTranslations } from 'next-intl'
import { useHref } from '@/app/(public)/_parts/href'
import { At, Own } from '@/app/(public)/_parts/texts'
import type { WithdrawnClaim } from '@/lib/site/views'

/**
 * What is left of a claim that we should not have shown: that it was here, why it went, and when. Amid another page it is
 * no heading of that page's.
 */
export function Withdrawn({ claim, isAmid = false }: { claim: WithdrawnClaim; isAmid?: boolean }) {
  const t = useTranslations('withdrawn')
  const href = useHref()
  const [Title, Part] = isAmid ? (['h3', 'h4'] as const) : (['h1', 'h2'] as const)
  return (
    <article className="withdrawn">
      <p className="kicker">{t('kicker')}</p>
      <Title className="withdrawn-title">
        <Own text={claim.proposition} />
      </Title>
      <p className="lede">{t.rich('on', { at: () => <At iso={claim.withdrawnAt} /> })}</p>
      <Part className="withdrawn-why">{t('why')}</Part>
      <p className="prose">
        <Own text={claim.reason} />
      </p>
      <p className="more">
        <a href={href('/corrections')}>{t('all')}</a>
      </p>
    </article>
  )
}
