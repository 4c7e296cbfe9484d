import path from 'node:path'
import { expect, test } from 'vitest'
import { tryLock } from './folder-lock.mjs'
import { theFirst } from './further.mjs'
import { isFurtherThere, tellOfFurther } from './further-there.mjs'
import { temporaryFolder } from './testing.mjs'

test('a further process says so in a sentence when there is no first one', async () => {
  const { folder, remove } = temporaryFolder('further')
  const lock = path.join(folder, 'lock.json')
  await expect(theFirst(lock, { dataDir: folder, patienceMs: 0 })).rejects.toThrow(
    `No instance runs in ${folder}`,
  )
  remove()
})

test('a further process waits for a first one that is starting, and says so once', async () => {
  const { folder, remove } = temporaryFolder('further')
  const file = path.join(folder, 'lock.json')
  const { lock } = tryLock(file, { port: 3000 })
  const heard = []
  const found = theFirst(file, {
    dataDir: folder,
    patienceMs: 0,
    onWait({ pid }) {
      heard.push(pid)
      lock.describe({ internalOrigin: 'http://127.0.0.1:9', publicUrl: 'http://localhost:3000' })
    },
  })
  expect(await found).toMatchObject({ internalOrigin: 'http://127.0.0.1:9' })
  expect(heard).toEqual([process.pid])
  lock.release()
  remove()
})

test('a further process is known to be there until it ends', () => {
  const { folder, remove } = temporaryFolder('further')
  expect(isFurtherThere(folder)).toBe(false)
  const present = tellOfFurther(folder, { port: 3001 })
  const another = tellOfFurther(folder, { port: 3002 })
  expect(isFurtherThere(folder)).toBe(true)
  present.release()
  expect(isFurtherThere(folder)).toBe(true)
  another.release()
  expect(isFurtherThere(folder)).toBe(false)
  remove()
})
