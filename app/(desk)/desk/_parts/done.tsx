import { useTranslations } from 'next-intl'

/** What an act on this page says when it brought the reader back here, by the address's `done`. */
export function Done({
  words,
  search,
}: {
  words: Record<string, string>
  search: Record<string, string | string[] | undefined>
}) {
  const t = useTranslations('deskDid')
  const { done, later } = search
  const said = typeof done === 'string' && Object.hasOwn(words, done) ? words[done] : null
  return said ? (
    <p className="notice notice--done" role="status">
      {said}
      {later ? ` ${t('later')}` : ''}
    </p>
  ) : null
}
