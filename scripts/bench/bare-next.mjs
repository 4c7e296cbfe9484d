import { spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { freeLoopbackPort } from '../launcher/port.mjs'
import { run } from '../launcher/run.mjs'
import { ROOT } from '../launcher/settings.mjs'

const NEXT = path.join(ROOT, 'node_modules/next/dist/bin/next')
/** Inside the clone, since that is where its packages are; ignored by git like every build. */
const FOLDER = path.join(ROOT, '.next-bench')

/** Of a page Next sends, what isn't content: its markup around it and its client runtime's part. */
const AROUND = 5_000

/**
 * A Next app with as many pages, cached by Next itself (prerendered and revalidated hourly), as `contents` has, each as
 * long as the HTML it stands for. Next sends what a page shows twice, as HTML and as its client's data, so
 * half is content; the words are those of the page it is compared with, to compress alike. What is no page is a route
 * that is as static, and answers the same bytes. Answers `urls`, in that order.
 */
export async function startBareNext(contents) {
  rmSync(FOLDER, { recursive: true, force: true })
  const files = {
    'package.json': '{ "type": "module", "private": true }',
    'next.config.js': `export default { poweredByHeader: false, turbopack: { root: ${JSON.stringify(ROOT)} } }`,
    'app/layout.jsx':
      'export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html> }',
    ...Object.fromEntries(contents.map((each, i) => (each.isPage ? pageFile : routeFile)(each, i))),
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(FOLDER, name)), { recursive: true })
    writeFileSync(path.join(FOLDER, name), text)
  }
  await run(process.execPath, [NEXT, 'build'], { cwd: FOLDER })

  const port = await freeLoopbackPort()
  const child = spawn(process.execPath, [NEXT, 'start', '--hostname=127.0.0.1', `--port=${port}`], {
    cwd: FOLDER,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (text) => /Ready/.test(text) && resolve())
    child.once('exit', (code) => reject(new Error(`the bare Next app ended with ${code}`)))
  })
  return {
    urls: contents.map((_content, i) => `http://127.0.0.1:${port}/${nameOf(i)}`),
    async stop() {
      const exited = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await exited
      rmSync(FOLDER, { recursive: true, force: true })
    },
  }
}

const nameOf = (i) => `content-${i + 1}`

function pageFile({ bytes }, i) {
  const size = Math.max(500, Math.round((bytes.length - AROUND) / 2))
  const content = textOf(bytes).repeat(20).slice(0, size)
  return [
    `app/${nameOf(i)}/page.jsx`,
    `
    export const revalidate = 3600
    const content = ${JSON.stringify(content)}
    export default function Page() { return <main>{content}</main> }`,
  ]
}

function routeFile({ bytes, type }, i) {
  return [
    `app/${nameOf(i)}/route.js`,
    `
    export const dynamic = 'force-static'
    export const revalidate = 3600
    const content = ${JSON.stringify(bytes.toString())}
    export function GET() { return new Response(content, { headers: { 'Content-Type': ${JSON.stringify(type)} } }) }`,
  ]
}

function textOf(html) {
  const text = html
    .toString()
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
  return text.replace(/\s+/g, ' ').trim()
}
