import { describe, expect, it } from 'vitest'
import { createTurns } from './front-turns.mjs'

function aLoop(atOnce) {
  const soon = []
  const turns = createTurns({ atOnce, later: (turn) => soon.push(turn) })
  return {
    turns,
    /** One turn of the event loop. */
    turn: () => {
      for (const each of soon.splice(0)) each()
    },
    get isIdle() {
      return soon.length === 0
    },
  }
}

describe('work in turns', () => {
  it('does what comes alone at once', () => {
    const { turns } = aLoop(2)
    const done = []
    turns.inTurn(() => done.push('a'))
    expect(done).toEqual(['a'])
  })

  it('does no more in one turn than it may, in the order in which it came', () => {
    const loop = aLoop(2)
    const done = []
    for (const name of 'abcde') loop.turns.inTurn(() => done.push(name))
    expect(done.join('')).toBe('ab')
    expect(loop.turns.waiting).toBe(3)
    loop.turn()
    expect(done.join('')).toBe('abcd')
    loop.turns.inTurn(() => done.push('f'))
    expect(done.join('')).toBe('abcd')
    loop.turn()
    expect(done.join('')).toBe('abcdef')
    expect(loop.turns.waiting).toBe(0)
  })

  it('takes up what work brings along in a later turn', () => {
    const loop = aLoop(1)
    const done = []
    loop.turns.inTurn(() => {
      done.push('a')
      loop.turns.inTurn(() => done.push('b'))
    })
    expect(done).toEqual(['a'])
    loop.turn()
    expect(done).toEqual(['a', 'b'])
  })

  it('comes to rest when there is nothing to do', () => {
    const loop = aLoop(2)
    loop.turns.inTurn(() => {})
    while (!loop.isIdle) loop.turn()
    expect(loop.turns.waiting).toBe(0)
  })
})
