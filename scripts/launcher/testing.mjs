import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import zlib from 'node:zlib'

/** A folder of its own for one test file, and its end. */
export function temporaryFolder(name) {
  const folder = mkdtempSync(path.join(tmpdir(), `counterclaim-${name}-`))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Writes a page the way the publisher does: hash at the end, but for JSON, and compressed twins beside it. */
export function writePage(folder, name, text) {
  const file = path.join(folder, name)
  mkdirSync(path.dirname(file), { recursive: true })
  const hash = createHash('sha256').update(text).digest('hex')
  const bytes = Buffer.from(name.endsWith('.json') ? text : `${text}<!-- sha256:${hash} -->\n`)
  writeFileSync(`${file}.br`, zlib.brotliCompressSync(bytes))
  writeFileSync(`${file}.gz`, zlib.gzipSync(bytes))
  writeFileSync(file, bytes)
  return bytes.toString()
}

/** Sends a request as it is written, dots and all, and answers `{ status, headers, text, bytes }`. */
export function ask(port, target, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: '127.0.0.1', port, path: target, method, headers, agent: false },
      (response) => {
        const chunks = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const bytes = Buffer.concat(chunks)
          resolve({
            status: response.statusCode,
            headers: response.headers,
            bytes,
            text: bytes.toString(),
          })
        })
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

/** A server on loopback that answers as `handler` says, and remembers what it was asked. */
export async function startServer(handler) {
  const asked = []
  const server = http.createServer(async (request, response) => {
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
    asked.push({ method: request.method, url: request.url, headers: request.headers, body })
    handler(request, response, body)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    asked,
    port: server.address().port,
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  }
}
