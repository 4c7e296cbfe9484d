import { expect, test } from 'vitest'
import { createPatience } from './front-patience.mjs'

function readersIn(patience, count) {
  let waiting = 0
  for (let reader = 0; reader < count; reader++) {
    patience.countReader()
    if (patience.mayWaitOn()) waiting += 1
  }
  return waiting
}

test('with few readers all may wait', () => {
  const patience = createPatience({ now: () => 0 })
  expect(readersIn(patience, 1_000)).toBe(1_000)
})

test('in a flood fewer than one of a hundred may', () => {
  let at = 0
  const patience = createPatience({ now: () => at })
  readersIn(patience, 4_000)
  at = 1_000
  expect(readersIn(patience, 4_000)).toBe(20)
})

test('when the flood is over all may again', () => {
  let at = 0
  const patience = createPatience({ now: () => at })
  readersIn(patience, 4_000)
  at = 5_000
  expect(readersIn(patience, 100)).toBe(100)
})

test('in a flood nobody waits on for a page that many wait for, and elsewhere everybody does', () => {
  let at = 0
  const patience = createPatience({ now: () => at })
  expect(patience.mayWaitOn({ isInCrowd: true })).toBe(true)
  readersIn(patience, 4_000)
  at = 1_000
  readersIn(patience, 4_000)
  expect(patience.mayWaitOn({ isInCrowd: true })).toBe(false)
})
