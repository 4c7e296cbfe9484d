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
 * A Next app with one page, cached by Next itself (prerendered and revalidated hourly), whose HTML
 * is as long as `size`. Next sends what a page shows twice, as HTML and as its client's data, so
 * half is content; the words are those of the page it is compared with, to compress alike.
 */
export async function startBareNext({ words, size }) {
  rmSync(FOLDER, { recursive: true, force: true })
  const content = words.repeat(20).slice(0, Math.max(500, Math.round((size - AROUND) / 2)))
  const files = {
    'package.json': '{ "type": "module", "private": true }',
    'next.config.js': `export default { poweredByHeader: false, turbopack: { root: ${JSON.stringify(ROOT)} } }`,
    'app/layout.jsx':
      'export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html> }',
    'app/page.jsx': `
      export const revalidate = 3600
      const content = ${JSON.stringify(content)}
      export default function Page() { return <main>{content}</main> }`,
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
    url: `http://127.0.0.1:${port}/`,
    async stop() {
      const exited = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await exited
      rmSync(FOLDER, { recursive: true, force: true })
    },
  }
}
