const ANYWHERE = 'http://local.invalid'

/**
 * Where to go after signing in: a path of this site, or `/desk`. What a browser would read as another host
 * (`//host`, `/\host`, a scheme, an address hidden behind tabs) is not a path of this site.
 */
export function localPath(next: string | null | undefined): string {
  const fallback = '/desk'
  if (!next?.startsWith('/') || /^\/[/\\]/.test(next)) return fallback
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them and read what is left
  if (/[\u0000-\u001f\u007f\\]/.test(next)) return fallback
  if (!URL.canParse(next, ANYWHERE)) return fallback
  const url = new URL(next, ANYWHERE)
  if (url.origin !== ANYWHERE || url.pathname.startsWith('//')) return fallback
  if (/^\/(sign-in|sign-out|api|invite)(\/|$)/.test(url.pathname)) return fallback
  return url.pathname + url.search + url.hash
}
