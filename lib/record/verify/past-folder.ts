import 'server-only'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import {
  finalMoment,
  indexFileOf,
  type PastIndex,
  pageOfIndexFile,
  pageOfPastFile,
  pastPathOf,
  spansOf,
} from '@/lib/publish/past-files'
import { fileOf } from '@/lib/publish/store'
import {
  checkPast,
  listFrom,
  type PastActs,
  type PastList,
  type PastPage,
} from '@/lib/record/verify/past'
import type { Report } from '@/lib/record/verify/report'
import { spread } from '@/lib/record/verify/spread'
import { falseTwinsOf } from '@/lib/record/verify/twins'

/** Making a page takes the application some ten times as long as reading it takes here. */
const MOST_MADE = 500

export type PastFolder = { pages: PastPage[]; lists: PastList[] }

export type PastFolderSettings = {
  published: string
  /** What the application answers for a page as of a moment, with the hash at its end. */
  renderPage?: (page: PastPage) => Promise<string | null>
  again: () => Promise<PastActs>
  patienceMs: number
}

/** Every page of the past in a published folder, and every list of a page's moments. */
export async function pastIn(published: string): Promise<PastFolder> {
  const pages: PastPage[] = []
  const lists: PastList[] = []
  for (const name of await filesIn(published)) {
    const page = pageOfPastFile(name)
    if (page) pages.push(page)
    const listed = pageOfIndexFile(name)
    const list = listed && (await listOf(published, listed))
    if (list) lists.push(list)
  }
  return { pages, lists }
}

/** Compares the pages of the past in a published folder, and the compressed forms of each, with what the leaves said then. */
export async function checkPastFolder(
  report: Report,
  acts: PastActs,
  past: PastFolder,
  { published, renderPage, again, patienceMs }: PastFolderSettings,
): Promise<void> {
  const fileAt = ({ path: page, moment }: PastPage) =>
    path.join(published, fileOf(pastPathOf(page, moment)))
  const chosen = new Set(spread(past.pages, MOST_MADE))
  if (renderPage && past.pages.length > MOST_MADE) {
    report.note(
      `Of the ${past.pages.length} past pages, ${MOST_MADE} were compared byte by byte with what the application makes; all were compared with the leaves.`,
    )
  }
  await checkPast(report, acts, past, {
    readPage: (page) => textIn(fileAt(page)),
    falseTwins: (page, text) => falseTwinsOf(fileAt(page), text),
    ...(renderPage && {
      renderPage: async (page) =>
        chosen.has(page) && (await isFinal(published, page)) ? renderPage(page) : null,
    }),
    mayGo: true,
    listAgain: (list) => listOf(published, list.path),
    again,
    patienceMs,
    atOnce: 2,
  })
}

/** Names below the published folder, with slashes. */
async function filesIn(published: string): Promise<string[]> {
  const names = await readdir(path.join(published, 'past'), { recursive: true }).catch(() => [])
  return names.map((name) => `past/${name.split(path.sep).join('/')}`)
}

async function listOf(published: string, page: string): Promise<PastList | null> {
  const index = await indexIn(published, indexFileOf(page))
  return index && listFrom(page, index)
}

/** Whether nothing can change any more about what a page says of its moment, and of what followed. */
async function isFinal(published: string, { path: page, moment }: PastPage): Promise<boolean> {
  const index = await indexIn(published, indexFileOf(page))
  return index !== null && finalMoment(spansOf(index), new Date(moment)) === moment
}

async function indexIn(published: string, name: string): Promise<PastIndex | null> {
  const text = await textIn(path.join(published, name))
  try {
    const index = JSON.parse(text ?? '') as PastIndex
    return Array.isArray('spans' in index ? index.spans : index.moments) ? index : null
  } catch {
    return null
  }
}

async function textIn(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
