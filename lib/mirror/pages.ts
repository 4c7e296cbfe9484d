import 'server-only'
import type { Db } from '@/lib/db'
import { keyOf, nameOf } from '@/lib/mirror/names'
import type { Position } from '@/lib/mirror/position'
import { ENCODINGS, type Encoding } from '@/lib/mirror-settings'
import type { Subject } from '@/lib/outbox'
import { withAskedFor } from '@/lib/publish/asked-for'
import { fileOf } from '@/lib/publish/store'
import { pagesThatShow } from '@/lib/publish/what-shows'
import { DEFAULT_LANGUAGE, inLanguage, languages } from '@/lib/words/languages'

const FORMS: (Encoding | null)[] = [null, ...ENCODINGS]

/** The files that show a subject, by the same map by which they were made; of one that is no more, those that showed it. */
export async function filesThatShow(
  db: Db,
  folder: string,
  position: Position,
  pending: { subject: string; createdAt: Date },
): Promise<string[]> {
  const { subject, createdAt } = pending
  const { near, far } = await pagesThatShow(db, { subject: subject as Subject, createdAt })
  const pages = await withAskedFor(folder, [...near, ...far])
  const [noun = '', id = ''] = subject.split(':')
  const own = await ownAddress(db, noun, id)
  const left = own && !pages.includes(own) ? await sentOf(position, own) : []
  return [...pages.map(fileOf), ...left]
}

async function ownAddress(db: Db, noun: string, id: string): Promise<string | undefined> {
  const asked = { where: { id }, select: { slug: true } }
  switch (noun) {
    case 'claim':
      return addressOf('claims', await db.claim.findUnique(asked))
    case 'story':
      return addressOf('stories', await db.story.findUnique(asked))
    case 'source':
      return addressOf('sources', await db.source.findUnique(asked))
    default:
      return undefined
  }
}

const addressOf = (noun: string, found: { slug: string } | null) =>
  found ? `/${noun}/${found.slug}` : undefined

/** What was sent of a page and what hangs on it, in every language. */
async function sentOf(position: Position, own: string): Promise<string[]> {
  const names: string[] = []
  const others = languages().map(({ code }) => code)
  for (const address of [own, `/embed${own}`].flatMap((each) =>
    others.map((code) => (code === DEFAULT_LANGUAGE ? each : inLanguage(each, code))),
  )) {
    const name = fileOf(address)
    names.push(name, name.replace(/html$/, 'json'))
    const under = `${address.slice(1)}/`
    const kept = await position.between(under, `${under}\u{10ffff}`)
    names.push(...kept.map(({ key }) => nameOf(key).name))
  }
  const sent = await position.find(
    names.flatMap((name) => FORMS.map((encoding) => keyOf(name, encoding))),
  )
  return [...sent.keys()].map((key) => nameOf(key).name)
}
