import { useTranslations } from 'next-intl'
import type { ListedDocument } from '@/lib/documents/queries'

/** Documents as other nouns' pages list them. */
export function DocumentListing({ documents }: { documents: ListedDocument[] }) {
  const t = useTranslations('ui.documentKind')
  return (
    <ul className="listing">
      {documents.map((document) => (
        <li key={document.id}>
          <a href={`/desk/documents/${document.id}`}>
            <bdi lang={document.language}>{document.title}</bdi>
          </a>
          <p className="listing-about">
            <span>{t(document.kind)}</span>
            <bdi>{document.publisherName}</bdi>
            {document.publishedOn ? <time>{document.publishedOn}</time> : null}
          </p>
        </li>
      ))}
    </ul>
  )
}
