import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Article } from '@/lib/documents/read/article'
import { AppError } from '@/lib/errors'

/** Milliseconds that one page may take to be read; ordinary ones take about twenty. */
const PATIENCE = 5_000
const MEMORY_MB = 512

type Task = {
  id: number
  html: string
  url: string | null
  resolve: (article: Article) => void
  reject: (error: AppError) => void
}

let worker: Worker | null = null
let isReady = false
let current: { task: Task; timer: NodeJS.Timeout } | null = null
let lastId = 0
const waiting: Task[] = []

/**
 * The article in a page's HTML, found in a thread of its own with bounds on time and memory. Pages are read one at
 * a time. Throws `AppError` `refused` when a page is too much to read.
 */
export function readArticle(html: string, url: string | null): Promise<Article> {
  return new Promise((resolve, reject) => {
    waiting.push({ id: ++lastId, html, url, resolve, reject })
    next()
  })
}

function next() {
  if (current || waiting.length === 0) return
  if (!worker) worker = startWorker()
  if (!isReady) return
  const task = waiting.shift()
  if (!task) return
  const timer = setTimeout(() => giveUp(), PATIENCE)
  current = { task, timer }
  worker.ref()
  worker.postMessage({ id: task.id, html: task.html, url: task.url })
}

function startWorker(): Worker {
  // From the project's folder, where every process of it runs: a bundle has no other way to the file.
  const file = path.join(
    /*turbopackIgnore: true*/ process.cwd(),
    'lib/documents/read/article-worker.mjs',
  )
  const started = new Worker(file, {
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, stackSizeMb: 4 },
  })
  started.on('message', (message) => {
    if (started !== worker) return
    if (message === 'ready') {
      isReady = true
      next()
    } else if (current?.task.id === message.id) {
      finish((task) =>
        message.article
          ? task.resolve(message.article)
          : task.reject(new AppError('refused', 'page_too_complex')),
      )
    }
  })
  // Out of memory ends the thread, and only the thread.
  started.on('error', () => giveUp(started))
  started.on('exit', () => giveUp(started))
  return started
}

function finish(answer: (task: Task) => void) {
  if (!current) return
  const { task, timer } = current
  clearTimeout(timer)
  current = null
  worker?.unref()
  answer(task)
  next()
}

/** Ends the thread; the next page gets a new one. */
function giveUp(which = worker) {
  if (!which || which !== worker) return
  worker = null
  const wasReady = isReady
  isReady = false
  void which.terminate()
  // A thread that can't even start is not the page's fault, and would not start for the next one either.
  if (!wasReady) {
    for (const task of waiting.splice(0))
      task.reject(new AppError('unavailable', 'reader_not_started'))
  }
  finish((task) => task.reject(new AppError('refused', 'page_too_complex')))
  next()
}
