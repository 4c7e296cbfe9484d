import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Missing } from '@/app/(public)/_parts/missing'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('notFound')
  return { title: t('short'), robots: { index: false } }
}

/** The page that is published as `404.html`; the front server answers it with that status. */
export default function PageNotFound() {
  return <Missing />
}
