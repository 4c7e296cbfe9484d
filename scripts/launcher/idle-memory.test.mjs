import { expect, test } from 'vitest'
import { createTidying } from './idle-memory.mjs'

function aServer() {
  let look
  let collections = 0
  const tidying = createTidying({
    collect: () => {
      collections += 1
    },
    every: (work) => {
      look = work
    },
  })
  const looks = (count) => {
    for (let at = 0; at < count; at++) look()
    return collections
  }
  return { tidying, looks }
}

test('garbage is collected a few times when there is nothing to do, and then no more', () => {
  const { looks } = aServer()
  expect(looks(20)).toBe(3)
  expect(looks(20)).toBe(3)
})

test('nothing is collected while there is work', () => {
  const { tidying, looks } = aServer()
  for (let at = 0; at < 20; at++) {
    tidying.noteWork()
    expect(looks(2)).toBe(0)
  }
})

test('work that comes later is tidied up after as well', () => {
  const { tidying, looks } = aServer()
  looks(20)
  tidying.noteWork()
  expect(looks(20)).toBe(6)
})
