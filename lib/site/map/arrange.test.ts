import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrange, boxAt, meet, settle } from './arrange'

const sheet = { width: 288, height: 259 }
const part = fc.double({ min: 0.02, max: 0.98, noNaN: true })
const flags = fc
  .array(fc.record({ x: part, y: part, width: fc.integer({ min: 28, max: 180 }) }), {
    maxLength: 25,
  })
  .map((list) =>
    list.map(({ x, y, width }, at) => ({
      id: String(at),
      x,
      y,
      sizes: [
        { width, height: 30 },
        { width: 30, height: 30 },
      ],
    })),
  )

/** Where a box stands on a map that is wider than the one it was arranged for. */
function grown(placed: ReturnType<typeof arrange>[number], by: number) {
  const { left, top, right, bottom } = placed.box
  const x = placed.x * sheet.width * by - placed.hold.x * (right - left)
  const y = placed.y * sheet.height * by - placed.hold.y * (bottom - top)
  return { left: x, top: y, right: x + right - left, bottom: y + bottom - top }
}

describe('marks on a map', () => {
  it('touch no other, no dot and no edge, at the width they were arranged for and at any greater', () => {
    fc.assert(
      fc.property(flags, fc.double({ min: 1, max: 3, noNaN: true }), (given, by) => {
        const placed = arrange(given, sheet)
        const boxes = placed.map((each) => grown(each, by))
        boxes.forEach((box, at) => {
          expect(box.left).toBeGreaterThanOrEqual(0)
          expect(box.top).toBeGreaterThanOrEqual(0)
          expect(box.right).toBeLessThanOrEqual(sheet.width * by)
          expect(box.bottom).toBeLessThanOrEqual(sheet.height * by)
          for (const other of boxes.slice(at + 1)) expect(meet(box, other, -0.001)).toBe(false)
          for (const { x, y } of given)
            expect(meet(box, boxAt(x * sheet.width * by, y * sheet.height * by, 5.9), 0)).toBe(
              false,
            )
        })
      }),
      { seed: 5, numRuns: 200 },
    )
  })

  it('put the first first, whatever comes after', () => {
    const [first] = arrange(
      Array.from({ length: 12 }, (_, at) => ({
        id: String(at),
        x: 0.5,
        y: 0.5,
        sizes: [{ width: 80, height: 30 }],
      })),
      sheet,
    )
    expect(first).toMatchObject({ id: '0', isAway: false })
  })

  it('leave names of the land out where something stands already', () => {
    const name = { x: 0.5, y: 0.5, width: 60, height: 18 }
    expect(
      settle(
        [
          { id: 'a', ...name },
          { id: 'b', ...name },
        ],
        sheet,
        [],
      ),
    ).toEqual(['a'])
    expect(settle([{ id: 'a', ...name }], sheet, [boxAt(144, 130, 6)])).toEqual([])
  })
})
