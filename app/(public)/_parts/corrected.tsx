import { useTranslations } from 'next-intl'
import { Day } from '@/app/(public)/_parts/texts'

/** The word beside a status that we once had wrong: whoever remembers the other one is to notice. */
export function Corrected({ at }: { at: string | null }) {
  const t = useTranslations('list')
  return at ? (
    <span className="corrected">
      <b>{t('corrected')}</b> <Day day={at.slice(0, 10)} />
    </span>
  ) : null
}
