import { describe, expect, it } from 'vitest'
import { Recent } from '@/lib/names/recent'

describe('Recent', () => {
  it('keeps what was asked for lately, and no more than twice its size', () => {
    const recent = new Recent<number>(3)
    for (let at = 0; at < 100; at++) {
      recent.set(`n${at}`, at)
      expect(recent.get('n0'), `after ${at}`).toBe(0)
      for (const last of [at, at - 1].filter((each) => each >= 0)) {
        expect(recent.get(`n${last}`)).toBe(last)
      }
    }
    const kept = Array.from({ length: 100 }, (_, at) => recent.get(`n${at}`)).filter(
      Number.isFinite,
    )
    expect(kept.length).toBeLessThanOrEqual(6)
  })
})
