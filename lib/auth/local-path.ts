const ANYWHERE = 'http://local.invalid'

/** Where to go after signing in: a path of this site, or `/desk`. */
export function localPath(next: string | null | undefined): string {
  const path = pathOfSite(next)
  return path && !/^\/(sign-in|sign-out|api|invite)(\/|$)/.test(path.split(/[?#]/)[0] ?? '')
    ? path
    : '/desk'
}

/**
 * An address as a path of this site, or nothing. What a browser would read as another host (`//host`, `/\host`,
 * a scheme, an address hidden behind tabs) is none.
 */
export function pathOfSite(next: string | null | undefined): string | null {
  if (!next?.startsWith('/') || /^\/[/\\]/.test(next)) return null
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them and read what is left
  if (/[\u0000-\u001f\u007f\\]/.test(next)) return null
  if (!URL.canParse(next, ANYWHERE)) return null
  const url = new URL(next, ANYWHERE)
  if (url.origin !== ANYWHERE || url.pathname.startsWith('//')) return null
  return url.pathname + url.search + url.hash
}
