// A thread that reads articles, one after the other, so that a page made to be slow or huge stalls nobody.
// It is started from its file, whoever asks: Next's bundle, tsx or vitest; TypeScript comes by way of tsx.
import { parentPort } from 'node:worker_threads'
import { tsImport } from 'tsx/esm/api'

const { extractArticle } = await tsImport('./article.ts', import.meta.url)

parentPort.on('message', ({ id, html, url }) => {
  try {
    parentPort.postMessage({ id, article: extractArticle(html, url) })
  } catch (error) {
    // A stack that overflowed or a tree the library stumbles over: the page's fault, and told as such.
    parentPort.postMessage({ id, problem: String(error) })
  }
})
parentPort.postMessage('ready')
