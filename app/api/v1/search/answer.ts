import 'server-only'
import { publicContext } from '@/app/(public)/_parts/context'
import { addressOf } from '@/app/(public)/_parts/meta'
import { AppError } from '@/lib/errors'
import { atomFeed } from '@/lib/interop/atom'
import { jsonFeed } from '@/lib/interop/json-feed'
import { searchEntry } from '@/lib/interop/search-entry'
import { reading } from '@/lib/replica/reading'
import { type ApiSearch, readApiQuery } from '@/lib/search/api-query'
import { type Found, searchAll } from '@/lib/search/public/search-all'
import type { ClaimSearch, FindKind } from '@/lib/search/schema'
import { instantOf, sayInstant } from '@/lib/site/instant'
import { inLanguage } from '@/lib/words/languages'
import { type Words, wordsOf } from '@/lib/words/words-of'

const HEADERS = { 'cache-control': 'no-cache', 'access-control-allow-origin': '*' }
type Asked = Extract<ApiSearch, { ok: true }>

/** Asks what an address asks, and says what is wrong with it where something is. */
export async function answerSearch(
  request: Request,
  answer: (found: Found, asked: Asked) => Response,
  kinds?: FindKind[],
): Promise<Response> {
  const params = new URL(request.url).searchParams
  // Which language a feed is in changes nothing about what is looked for.
  params.delete('lang')
  const asked = readApiQuery(params)
  if (!asked.ok) return json({ error: 'bad_request', problems: asked.problems }, 400)
  const instant = asked.at === null ? null : instantOf(asked.at)
  const ctx = publicContext(instant?.ok ? sayInstant(instant.at) : null)
  try {
    const found = await reading(ctx, (each) => searchAll(each, asked.search, kinds ?? asked.kinds))
    return answer(found, asked)
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'unavailable')) throw error
    return json({ error: 'unavailable', problems: [] }, 503)
  }
}

export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: HEADERS })
}

/** The claims that a search finds, as a feed: each keeps its id while its status moves. */
export function answerSearchFeed(request: Request, form: 'atom' | 'json'): Promise<Response> {
  const { searchParams } = new URL(request.url)
  const words = wordsOf(searchParams.get('lang') ?? undefined)
  const { code } = words.language
  searchParams.delete('cursor')
  const query = searchParams.toString()
  return answerSearch(
    request,
    ({ claims }, { search }) => {
      const entries = (claims?.items ?? [])
        .map((claim) => searchEntry(claim, words, (path) => inLanguage(path, code)))
        .sort((one, other) => (one.updated < other.updated ? 1 : -1))
      const about = {
        id: `search?${query}`,
        title: titleOf(search, words),
        language: code,
        page: `${inLanguage('/claims', code)}?${query}`,
        atom: `/api/v1/search/feed.atom?${query}`,
        json: `/api/v1/search/feed.json?${query}`,
      }
      const site = { origin: addressOf('') }
      return form === 'atom'
        ? feed(atomFeed(entries, about, site), 'application/atom+xml; charset=utf-8')
        : feed(jsonFeed(entries, about, site), 'application/feed+json; charset=utf-8')
    },
    ['claim'],
  )
}

/** What was asked for, in words, whatever it was asked by. */
function titleOf({ q, status, place, source, story, language }: ClaimSearch, words: Words): string {
  const site = words.say('site.name')
  const statuses = status.map((each) => words.say(`status.${each}`))
  const asked = [q, ...statuses, place, source, story, language].filter(Boolean).join(' · ')
  return asked
    ? words.say('search.feedTitle', { site, words: asked })
    : words.say('feeds.claims.title', { site })
}

function feed(body: string, type: string): Response {
  return new Response(body, { headers: { ...HEADERS, 'content-type': type } })
}
