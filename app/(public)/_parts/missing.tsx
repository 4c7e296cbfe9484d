import { useTranslations } from 'next-intl'
import { useHref } from '@/app/(public)/_parts/href'

/** What is said at an address that has no page. */
export function Missing() {
  const t = useTranslations('notFound')
  const href = useHref()
  return (
    <div className="text">
      <h1>{t('title')}</h1>
      <p>{t('text')}</p>
      <p>
        {t.rich('where', {
          claims: (words) => <a href={href('/claims')}>{words}</a>,
          home: (words) => <a href={href('/')}>{words}</a>,
        })}
      </p>
    </div>
  )
}
