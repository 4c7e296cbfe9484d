import type { Metadata, Viewport } from 'next'

type Tag = { name: string } | { property: string }

/** What a page says of itself, as elements of its head: the part of Next's `Metadata` that our pages use. */
export function Head({ metadata, viewport }: { metadata: Metadata; viewport: Viewport }) {
  const { title, description, robots, alternates, openGraph, twitter } = metadata
  return (
    <>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      {asList(viewport.themeColor).map((each) =>
        typeof each === 'object' ? (
          <meta key={each.media} name="theme-color" content={each.color} media={each.media} />
        ) : null,
      )}
      <title>{said(title)}</title>
      <Meta name="description" content={description} />
      <Meta name="robots" content={sayRobots(robots)} />
      <Alternates of={alternates} />
      <OpenGraph of={openGraph} />
      <Twitter of={twitter} picture={asList(openGraph?.images)[0]} />
    </>
  )
}

function Alternates({ of }: { of: Metadata['alternates'] }) {
  if (!of) return null
  return (
    <>
      {of.canonical ? <link rel="canonical" href={said(of.canonical)} /> : null}
      {Object.entries(of.languages ?? {}).map(([code, address]) => (
        <link key={code} rel="alternate" hrefLang={code} href={said(address)} />
      ))}
      {Object.entries(of.types ?? {}).flatMap(([type, addresses]) =>
        (Array.isArray(addresses) ? addresses : [{ url: addresses, title: undefined }]).map(
          ({ url, title }) => (
            <link key={said(url)} rel="alternate" type={type} href={said(url)} title={title} />
          ),
        ),
      )}
    </>
  )
}

function OpenGraph({ of }: { of: Metadata['openGraph'] }) {
  if (!of) return null
  const { publishedTime, modifiedTime } = of as { publishedTime?: string; modifiedTime?: string }
  return (
    <>
      <Meta property="og:title" content={said(of.title)} />
      <Meta property="og:description" content={of.description} />
      <Meta property="og:url" content={said(of.url)} />
      <Meta property="og:site_name" content={of.siteName} />
      <Meta property="og:locale" content={of.locale} />
      {asList(of.images).map((picture) => (
        <Picture key={urlOf(picture)} of={picture} as="og:image" />
      ))}
      <Meta property="og:type" content={'type' in of ? of.type : undefined} />
      <Meta property="article:published_time" content={publishedTime} />
      <Meta property="article:modified_time" content={modifiedTime} />
    </>
  )
}

type PictureOf = string | URL | { url: string | URL; [more: string]: unknown }

function Twitter({ of, picture }: { of: Metadata['twitter']; picture: PictureOf | undefined }) {
  if (!of) return null
  return (
    <>
      <Meta name="twitter:card" content={'card' in of ? of.card : undefined} />
      <Meta name="twitter:title" content={said(of.title)} />
      <Meta name="twitter:description" content={of.description} />
      {picture ? <Picture of={picture} as="twitter:image" /> : null}
    </>
  )
}

function Picture({ of, as }: { of: PictureOf; as: 'og:image' | 'twitter:image' }) {
  const tag = (name: string): Tag => (as === 'og:image' ? { property: name } : { name })
  const more = typeof of === 'object' && 'url' in of ? of : null
  return (
    <>
      <Meta {...tag(as)} content={urlOf(of)} />
      {['alt', 'type', 'width', 'height'].map((each) => (
        <Meta key={each} {...tag(`${as}:${each}`)} content={more?.[each]} />
      ))}
    </>
  )
}

function Meta({ content, ...tag }: Tag & { content: unknown }) {
  return content === undefined || content === null || content === '' ? null : (
    <meta {...tag} content={String(content)} />
  )
}

function sayRobots(robots: Metadata['robots']): string | undefined {
  if (robots === null || robots === undefined || typeof robots === 'string') {
    return robots ?? undefined
  }
  const words = [
    robots.index !== undefined && (robots.index ? 'index' : 'noindex'),
    robots.follow !== undefined && (robots.follow ? 'follow' : 'nofollow'),
  ]
  return words.filter(Boolean).join(', ')
}

function urlOf(picture: PictureOf): string {
  return typeof picture === 'object' && 'url' in picture ? String(picture.url) : String(picture)
}

/** What our pages give as a text or an address. */
function said(text: unknown): string {
  return typeof text === 'string' || text instanceof URL ? String(text) : ''
}

function asList<T>(given: T | T[] | readonly T[] | null | undefined): T[] {
  if (given === null || given === undefined) return []
  return Array.isArray(given) ? [...given] : [given as T]
}
