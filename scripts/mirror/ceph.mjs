import { spawn, spawnSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { AwsClient } from 'aws4fetch'
import { whereIs } from '../../e2e/browser.mjs'
import { freeLoopbackPort } from '../launcher/port.mjs'

const PROGRAMS = [
  'ceph',
  'ceph-authtool',
  'ceph-mon',
  'ceph-osd',
  'monmaptool',
  'radosgw',
  'radosgw-admin',
]
const READY_MS = 120_000

/** Whether Ceph's programs are here. Debian: `apt install ceph-mon ceph-osd radosgw`. */
export function isCephInstalled() {
  return PROGRAMS.every((program) => whereIs(program))
}

/**
 * A Ceph Object Gateway on loopback, with a cluster of one monitor and one disk behind it, which is memory; all of it is
 * gone when it is stopped. Answers what a mirror needs to know of it.
 */
export async function startCeph({ bucket = 'pages' } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'counterclaim-ceph-'))
  const [mon, gateway] = [await freeLoopbackPort(), await freeLoopbackPort()]
  const keys = {
    accessKeyId: randomBytes(10).toString('hex').toUpperCase(),
    secretAccessKey: randomBytes(24).toString('base64url'),
  }
  const children = []
  const within = (name) => path.join(folder, name)
  const run = (program, ...args) => {
    const { status, stdout, stderr } = spawnSync(
      program,
      ['--conf', within('ceph.conf'), ...args],
      {
        encoding: 'utf8',
        timeout: READY_MS,
      },
    )
    if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr || stdout}`)
    return stdout
  }
  const start = (program, ...args) => {
    const child = spawn(program, ['--conf', within('ceph.conf'), ...args, '--foreground'], {
      stdio: 'ignore',
    })
    children.push(child)
    return child
  }
  const stop = async () => {
    for (const child of children.reverse()) {
      if (child.exitCode !== null) continue
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
    }
    rmSync(folder, { recursive: true, force: true })
  }

  try {
    const fsid = randomUUID()
    for (const name of ['run', 'mon', 'osd']) mkdirSync(within(name))
    writeFileSync(within('ceph.conf'), configuration({ fsid, mon, gateway, within }))
    const keyring = within('keyring')
    for (const [name, ...caps] of [
      ['mon.', '--cap', 'mon', 'allow *'],
      ['client.admin', '--cap', 'mon', 'allow *', '--cap', 'osd', 'allow *'],
      ['client.rgw', '--cap', 'mon', 'allow *', '--cap', 'osd', 'allow *'],
      ['osd.0', '--cap', 'mon', 'allow profile osd', '--cap', 'osd', 'allow *'],
    ]) {
      const create = name === 'mon.' ? ['--create-keyring'] : []
      run('ceph-authtool', keyring, ...create, '--gen-key', '--name', name, ...caps)
    }
    run(
      'monmaptool',
      '--create',
      '--fsid',
      fsid,
      '--add',
      'a',
      `127.0.0.1:${mon}`,
      within('monmap'),
    )
    run('ceph-mon', '--id', 'a', '--mkfs', '--monmap', within('monmap'), '--keyring', keyring)
    start('ceph-mon', '--id', 'a')
    const disk = randomUUID()
    run('ceph', '--connect-timeout', '60', 'osd', 'new', disk, '0')
    run('ceph-osd', '--id', '0', '--mkfs', '--osd-uuid', disk)
    start('ceph-osd', '--id', '0')
    const rgw = start('radosgw', '--name', 'client.rgw')
    const endpoint = `http://127.0.0.1:${gateway}`
    await untilItAnswers(endpoint, rgw)
    run(
      'radosgw-admin',
      '--name=client.rgw',
      'user',
      'create',
      '--uid=mirror',
      '--display-name=mirror',
      `--access-key=${keys.accessKeyId}`,
      `--secret-key=${keys.secretAccessKey}`,
    )
    const client = new AwsClient({ ...keys, service: 's3', region: 'default' })
    const made = await client.fetch(`${endpoint}/${bucket}`, { method: 'PUT' })
    if (!made.ok) throw new Error(`the bucket was answered ${made.status}`)
    return {
      version: spawnSync('radosgw', ['--version'], { encoding: 'utf8' }).stdout.trim(),
      environment: {
        MIRROR_S3_ENDPOINT: endpoint,
        MIRROR_S3_BUCKET: bucket,
        MIRROR_S3_REGION: 'default',
        MIRROR_S3_ACCESS_KEY_ID: keys.accessKeyId,
        MIRROR_S3_SECRET_ACCESS_KEY: keys.secretAccessKey,
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function configuration({ fsid, mon, gateway, within }) {
  return `
[global]
fsid = ${fsid}
mon host = 127.0.0.1:${mon}
mon initial members = a
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
keyring = ${within('keyring')}
run dir = ${within('run')}
log file = ${within('$name.log')}
admin socket = ${within('run/$name.$pid.asok')}
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv6 = false
osd objectstore = memstore
memstore device bytes = 4294967296
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
mon data avail crit = 1
[mon.a]
host = localhost
mon data = ${within('mon')}
[osd.0]
host = localhost
osd data = ${within('osd')}
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:${gateway}
`
}

async function untilItAnswers(endpoint, child) {
  for (const until = Date.now() + READY_MS; Date.now() < until; ) {
    if (child.exitCode !== null) throw new Error(`radosgw ended with ${child.exitCode}`)
    const isThere = await fetch(endpoint).then(
      (response) => response.ok,
      () => false,
    )
    if (isThere) return
    await delay(250)
  }
  throw new Error('radosgw did not answer in time')
}
