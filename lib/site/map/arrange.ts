/**
 * Where names and marks stand. Their size is that of text and doesn't change with the map's, so they are arranged for the
 * narrowest map of each layout. A box holds on by a point of its own edge: when the map grows, points move apart and boxes
 * don't grow, so what doesn't touch at the narrowest doesn't at any width.
 */
export type Box = { left: number; top: number; right: number; bottom: number }

export type Flag = {
  id: string
  /** Where it points to, in parts of the map's width and height. */
  x: number
  y: number
  /** Of its box, in pixels; the first that finds room is taken. */
  sizes: { width: number; height: number }[]
}

/** Which point of the box holds: 0 the start of it, 0.5 its middle, 1 its end. */
export type Hold = { x: 0 | 0.5 | 1; y: 0 | 0.5 | 1 }

export type Placed = {
  id: string
  /** Where the box is held, in parts of the map. */
  x: number
  y: number
  hold: Hold
  size: number
  /** Far enough from what it points to that a line should lead there. */
  isAway: boolean
  box: Box
}

export type Sheet = { width: number; height: number }

const DOT = 6
const GAP = 3
const HOLDS: [number, number, Hold][] = [
  [1, 0, { x: 0, y: 0.5 }],
  [-1, 0, { x: 1, y: 0.5 }],
  [0, -1, { x: 0.5, y: 1 }],
  [0, 1, { x: 0.5, y: 0 }],
  [0.8, -0.6, { x: 0, y: 1 }],
  [0.8, 0.6, { x: 0, y: 0 }],
  [-0.8, -0.6, { x: 1, y: 1 }],
  [-0.8, 0.6, { x: 1, y: 0 }],
]
const FURTHER = [9, 16, 26, 40, 58, 80, 106, 136, 170]

/** In the order given, so the weightier first; what finds no room is left out. */
export function arrange(
  flags: Flag[],
  sheet: Sheet,
  taken: Box[] = [],
  points: { x: number; y: number }[] = flags,
): Placed[] {
  const dots = points.map(({ x, y }) => boxAt(x * sheet.width, y * sheet.height, DOT))
  const boxes = [...taken]
  const placed: Placed[] = []
  flags.forEach((flag) => {
    const found = room(flag, sheet, boxes, dots)
    if (!found) return
    placed.push(found)
    boxes.push(found.box)
  })
  return placed
}

function room(flag: Flag, sheet: Sheet, boxes: Box[], dots: Box[]): Placed | null {
  const [x, y] = [flag.x * sheet.width, flag.y * sheet.height]
  for (const [size, { width, height }] of flag.sizes.entries()) {
    for (const away of FURTHER) {
      for (const [dx, dy, hold] of HOLDS) {
        const [atX, atY] = [x + dx * away, y + dy * away]
        const left = atX - hold.x * width
        const top = atY - hold.y * height
        const box = { left, top, right: left + width, bottom: top + height }
        if (!within(box, sheet) || boxes.some((other) => meet(box, other, GAP))) continue
        if (dots.some((dot) => meet(box, dot, 0))) continue
        return {
          id: flag.id,
          x: atX / sheet.width,
          y: atY / sheet.height,
          hold,
          size,
          isAway: away > 9,
          box,
        }
      }
    }
  }
  return null
}

export type Caption = { id: string; x: number; y: number; width: number; height: number }

/** Names of the land stand where they belong or not at all. */
export function settle(captions: Caption[], sheet: Sheet, taken: Box[]): string[] {
  const boxes = [...taken]
  const kept: string[] = []
  for (const { id, x, y, width, height } of captions) {
    const [left, top] = [x * sheet.width - width / 2, y * sheet.height - height / 2]
    const box = { left, top, right: left + width, bottom: top + height }
    if (!within(box, sheet) || boxes.some((other) => meet(box, other, GAP))) continue
    boxes.push(box)
    kept.push(id)
  }
  return kept
}

export function boxAt(x: number, y: number, half: number): Box {
  return { left: x - half, top: y - half, right: x + half, bottom: y + half }
}

function within(box: Box, sheet: Sheet): boolean {
  return (
    box.left >= 2 && box.top >= 2 && box.right <= sheet.width - 2 && box.bottom <= sheet.height - 2
  )
}

export function meet(one: Box, other: Box, gap: number): boolean {
  return (
    one.left < other.right + gap &&
    other.left < one.right + gap &&
    one.top < other.bottom + gap &&
    other.top < one.bottom + gap
  )
}
