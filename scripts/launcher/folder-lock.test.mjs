import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { holderOf, lockWhenFree, startTimeOf, tryLock } from './folder-lock.mjs'

let folder
let file

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'counterclaim-lock-'))
  file = path.join(folder, 'lock.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('The lock of a folder', () => {
  test('is had by one at a time, and says by whom', () => {
    const { lock } = tryLock(file, { port: 3000 })
    expect(tryLock(file).holder).toMatchObject({ pid: process.pid, port: 3000 })
    lock.release()
    expect(holderOf(file)).toBeUndefined()
    expect(tryLock(file).lock).toBeDefined()
  })

  test('is taken over from a process that was killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    const started = startTimeOf(child.pid)
    writeFileSync(file, JSON.stringify({ pid: child.pid, started, key: 'theirs' }))
    expect(tryLock(file).holder).toMatchObject({ pid: child.pid })
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
    expect(tryLock(file).lock).toBeDefined()
  })

  test('is taken over when its process id belongs to another program by now', () => {
    writeFileSync(file, JSON.stringify({ pid: process.pid, started: 'long ago', key: 'theirs' }))
    expect(tryLock(file).lock).toBeDefined()
  })

  test('is taken over when it was cut short', () => {
    writeFileSync(file, '{"pid": 1')
    expect(tryLock(file).lock).toBeDefined()
  })

  test('is not released by one who has lost it', () => {
    const { lock } = tryLock(file)
    writeFileSync(file, JSON.stringify({ pid: process.pid, started: null, key: 'another' }))
    lock.release()
    expect(JSON.parse(readFileSync(file, 'utf8')).key).toBe('another')
  })

  test('passes on as soon as it is released, and leaves nothing else behind', async () => {
    const { lock } = tryLock(file)
    let waitedFor
    const next = lockWhenFree(file, {
      everyMs: 5,
      onWait: (holder) => {
        waitedFor = holder.pid
        lock.release()
      },
    })
    ;(await next).release()
    expect(waitedFor).toBe(process.pid)
    expect(readdirSync(folder)).toEqual([])
  })

  test('goes to exactly one of many who find it stale at once', async () => {
    writeFileSync(file, JSON.stringify({ pid: process.pid, started: 'long ago', key: 'theirs' }))
    const script = `
      import { tryLock } from ${JSON.stringify(new URL('./folder-lock.mjs', import.meta.url).href)}
      console.log(tryLock(${JSON.stringify(file)}).lock ? 'mine' : 'taken')
      process.stdin.once('data', () => process.exit())`
    const children = Array.from({ length: 6 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', script]),
    )
    const answers = await Promise.all(
      children.map(
        (child) =>
          new Promise((resolve) => child.stdout.once('data', (text) => resolve(`${text}`))),
      ),
    )
    for (const child of children) child.stdin.write('done\n')
    expect(answers.map((each) => each.trim()).sort()).toEqual([
      'mine',
      ...Array.from({ length: 5 }, () => 'taken'),
    ])
  })
})
