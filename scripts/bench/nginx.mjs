import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { whereIs } from '../../e2e/browser.mjs'
import { freeLoopbackPort, isPortFree } from '../launcher/port.mjs'

/** nginx on a published folder, as it could stand in for our front server; undefined if not installed. */
export async function startNginx(published) {
  const program = whereIs('nginx') ?? whereIs('/usr/sbin/nginx')
  if (!program) return undefined
  const folder = mkdtempSync(path.join(tmpdir(), 'counterclaim-nginx-'))
  const port = await freeLoopbackPort()
  const canSendGzip = spawnSync(program, ['-V'], { encoding: 'utf8' }).stderr.includes(
    'gzip_static',
  )
  writeFileSync(
    path.join(folder, 'nginx.conf'),
    `${process.getuid?.() === 0 ? 'user root;' : ''}
    worker_processes 1;
    daemon off;
    pid ${folder}/pid;
    error_log ${folder}/error.log;
    events { worker_connections 1024; }
    http {
      types { text/html html; }
      access_log off;
      sendfile on;
      ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
        .map((name) => `${name}_temp_path ${folder}/${name};`)
        .join('\n')}
      server {
        listen 127.0.0.1:${port};
        root ${published};
        ${canSendGzip ? 'gzip_static on;' : 'gzip on;'}
        location / { try_files $uri.html $uri =404; }
      }
    }`,
  )
  const child = spawn(program, ['-p', folder, '-c', path.join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  let hasEnded = false
  const exited = new Promise((resolve) =>
    child.once('exit', () => {
      hasEnded = true
      resolve()
    }),
  )
  while (!hasEnded && (await isPortFree(port, '127.0.0.1'))) await delay(20)
  if (hasEnded) throw new Error('nginx did not start')
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGQUIT')
      await exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
