import { cookies } from 'next/headers'
import { z } from 'zod'
import { sameOrigin } from '@/app/_server/context'
import { formFields } from '@/app/_server/form-data'
import { usesSecureCookies } from '@/lib/auth/cookie'
import { pathOfSite } from '@/lib/auth/local-path'
import { isLanguage } from '@/lib/words/languages'

const YEAR = 365 * 24 * 3600
const choice = z.object({ language: z.string().refine(isLanguage) })

/** Chooses the desk's language. A plain form posts here, so that choosing needs no script. */
export async function POST(request: Request): Promise<Response> {
  const back = new Response(null, { status: 303, headers: { Location: cameFrom(request) } })
  if (!(await sameOrigin())) return back
  const chosen = choice.safeParse(await fieldsOf(request))
  if (!chosen.success) return back
  ;(await cookies()).set({
    name: 'language',
    value: chosen.data.language,
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: usesSecureCookies(),
    maxAge: YEAR,
  })
  return back
}

/** Whatever is sent in place of a form chooses nothing. */
async function fieldsOf(request: Request): Promise<Record<string, string>> {
  try {
    return formFields(await request.formData())
  } catch {
    return {}
  }
}

/** The desk's page that the form stood on. */
function cameFrom(request: Request): string {
  const referrer = request.headers.get('referer') ?? ''
  if (!URL.canParse(referrer)) return '/desk'
  const { pathname, search } = new URL(referrer)
  const path = pathOfSite(pathname + search)
  return path && /^\/(desk|sign-in|invite)(\/|\?|$)/.test(path) ? path : '/desk'
}
