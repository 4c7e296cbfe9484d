import http from 'node:http'
import type { AddressInfo } from 'node:net'

/** Stands where Next is: renders a page that says which one it is, and what it is told to. */
export async function aRenderer() {
  const asked: string[] = []
  const answers = new Map<string, { status: number; body?: string }>()
  let gate: Promise<void> | undefined
  const server = http.createServer(async (request, response) => {
    const page = request.url ?? ''
    asked.push(page)
    await gate
    const { status, body } = answers.get(page) ?? { status: 200 }
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' })
    response.end(body ?? `<!DOCTYPE html><html><body>${page}</body></html>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answers,
    /** Holds every answer back until the returned function is called. */
    hold(): () => void {
      let open = () => {}
      const own = new Promise<void>((resolve) => {
        open = () => {
          // Another may have been closed behind this one.
          if (gate === own) gate = undefined
          resolve()
        }
      })
      gate = own
      return open
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
