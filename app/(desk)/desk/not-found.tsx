import { useTranslations } from 'next-intl'
import { titled } from '@/app/(desk)/desk/_parts/titled'

export const generateMetadata = titled('notHere')

export default function NotFound() {
  const t = useTranslations('deskNotHere')
  return (
    <div className="stack">
      <h1>{t('title')}</h1>
      <p>{t('about')}</p>
      <p>
        <a href="/desk?tab=all">{t('all')}</a>
      </p>
    </div>
  )
}
