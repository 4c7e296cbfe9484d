import { spawn, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { whereIs } from '../../e2e/browser.mjs'
import { isPortFree } from '../launcher/port.mjs'
import { ROOT } from '../launcher/settings.mjs'

const SHIPPED = path.join(ROOT, 'deploy/nginx')
const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
/** Where Debian and Fedora put modules that are loaded. */
const MODULES = ['/usr/lib/nginx/modules', '/usr/lib64/nginx/modules', '/usr/share/nginx/modules']
const BROTLI = 'ngx_http_brotli_static_module.so'

/** nginx as it is installed here: `{ program, brotli }`, the latter the file of the module; undefined if it is not. */
export function findNginx() {
  const program = whereIs('nginx') ?? whereIs('/usr/sbin/nginx')
  if (!program) return undefined
  const { stderr } = spawnSync(program, ['-V'], { encoding: 'utf8' })
  if (!stderr.includes('http_gzip_static_module')) return undefined
  const brotli = MODULES.map((folder) => path.join(folder, BROTLI)).find(existsSync)
  return { program, brotli }
}

/**
 * Runs the nginx configuration that is shipped, on loopback ports and in a folder of its own; only what site.conf leaves to
 * whoever installs it is said here. With a certificate, as it is; without one, the same site over plain HTTP.
 */
export function startShippedNginx({ published, apps, publicUrl, port, tls, workers = 1 }) {
  const nginx = findNginx()
  const servers = apps
    .map((origin) => `server ${new URL(origin).host} max_fails=1 fail_timeout=5s;`)
    .join('\n')
  return runNginx(({ folder, include }) => {
    const own = path.join(folder, 'counterclaim')
    cpSync(path.join(SHIPPED, 'counterclaim'), own, { recursive: true })
    const here = (text) =>
      text
        .replaceAll('/etc/nginx/counterclaim', own)
        .replaceAll('/etc/nginx/site.conf', path.join(folder, 'site.conf'))
        .replaceAll('/var/log/nginx', folder)
    for (const name of readdirSync(own).filter((each) => each.endsWith('.conf'))) {
      const file = path.join(own, name)
      writeFileSync(file, here(readFileSync(file, 'utf8')))
    }
    let site = here(readFileSync(path.join(SHIPPED, 'site.conf'), 'utf8'))
      .replace('https://claims.example.org;', `${publicUrl};`)
      .replaceAll('https://claims.example.org$', `${publicUrl}$`)
      .replace(/^ *server 127\.0\.0\.1:3000 .*$/m, servers)
      .replace('/var/lib/counterclaim/published', published)
      .replace(/^ *listen \[::\].*\n/gm, '')
    if (tls) {
      site = site
        .replace('listen 80 ', `listen 127.0.0.1:${tls.plainPort} `)
        .replace('listen 443 ', `listen 127.0.0.1:${port} `)
        .replace(/ssl_certificate .*/, `ssl_certificate ${tls.certificate};`)
        .replace(/ssl_certificate_key .*/, `ssl_certificate_key ${tls.key};`)
    } else {
      const [upstream, , secure] = site.split(/^(?=server \{)/m)
      site =
        upstream +
        secure.replace(/^ *ssl_.*\n/gm, '').replace(/listen .*/, `listen 127.0.0.1:${port};`)
    }
    writeFileSync(path.join(folder, 'site.conf'), site)
    const main = here(readFileSync(path.join(SHIPPED, 'nginx.conf'), 'utf8'))
    return main
      .replace(/^user .*;$/m, include.user)
      .replace('worker_processes auto;', `worker_processes ${workers};`)
      .replace(/^worker_rlimit_nofile .*$/m, '')
      .replace('/run/nginx.pid', `${folder}/pid`)
      .replace('worker_connections 16384;', 'worker_connections 4096;')
      .replace(/^include .*modules-enabled.*$/m, nginx.brotli ? `load_module ${nginx.brotli};` : '')
      .replace('http {', `http {\n${include.temporary}`)
      .replace(/^.*brotli\.conf;$/m, (line) => (nginx.brotli ? line : ''))
  }, port)
}

/** nginx as anybody would point it at a folder: `root`, `sendfile`, no headers of its own and no log. */
export function startPlainNginx({ root, port, workers = 1 }) {
  return runNginx(
    ({ folder, include }) => `${include.user}
      worker_processes ${workers};
      pid ${folder}/pid;
      error_log ${folder}/error.log;
      events { worker_connections 4096; }
      http {
        ${include.temporary}
        types { text/html html; }
        access_log off;
        sendfile on;
        tcp_nopush on;
        keepalive_requests 10000;
        server { listen 127.0.0.1:${port}; root ${root}; }
      }`,
    port,
  )
}

async function runNginx(configure, port) {
  const { program } = findNginx()
  const folder = mkdtempSync(path.join(tmpdir(), 'counterclaim-nginx-'))
  const file = path.join(folder, 'nginx.conf')
  const include = {
    user: process.getuid?.() === 0 ? 'user root;' : '',
    temporary: TEMPORARY.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n'),
  }
  writeFileSync(file, `daemon off;\n${configure({ folder, include })}`)
  const child = spawn(program, ['-p', folder, '-c', file, '-e', path.join(folder, 'error.log')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    words += text
  })
  let hasEnded = false
  const exited = new Promise((resolve) =>
    child.once('exit', () => {
      hasEnded = true
      resolve()
    }),
  )
  while (!hasEnded && (await isPortFree(port, '127.0.0.1'))) await delay(20)
  const errors = () =>
    existsSync(`${folder}/error.log`) ? readFileSync(`${folder}/error.log`, 'utf8') : ''
  if (hasEnded) {
    const why = words + errors()
    rmSync(folder, { recursive: true, force: true })
    throw new Error(`nginx did not start:\n${why}`)
  }
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    folder,
    errors,
    async stop() {
      child.kill('SIGTERM')
      await exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
