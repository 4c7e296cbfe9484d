import { type GeoProjection, geoPath } from 'd3-geo'
import type { Geometry } from 'geojson'

/** Half a unit of the drawing: finer than anybody sees, and whole numbers are short. */
export const FINE = 2
/** How far a line may stray from its course, and the least a closed one may cover, in those halves. */
const STRAY = 1.5
const LEAST_AREA = 14

type Step = [number, number]

/** The path of a geometry in halves of a unit, with the points that nobody would miss left out; '' where none is in sight. */
export function trace(
  projection: GeoProjection,
  geometry: Geometry | Geometry[],
  { least = LEAST_AREA, stray = STRAY } = {},
): string {
  const lines: { steps: Step[]; isClosed: boolean }[] = []
  let current: { steps: Step[]; isClosed: boolean } | null = null
  const write = (x: number, y: number) => current?.steps.push([x * FINE, y * FINE])
  const pen = {
    beginPath() {},
    moveTo(x: number, y: number) {
      current = { steps: [], isClosed: false }
      lines.push(current)
      write(x, y)
    },
    lineTo: write,
    closePath() {
      if (current) current.isClosed = true
    },
    arc() {},
  }
  const path = geoPath(projection, pen)
  for (const each of Array.isArray(geometry) ? geometry : [geometry]) path(each)
  return lines
    .map(({ steps, isClosed }) => {
      if (isClosed ? Math.abs(areaOf(steps)) < least : lengthOf(steps) < 4) return ''
      return written(straightened(steps, stray), isClosed)
    })
    .join('')
}

function areaOf(steps: Step[]): number {
  let sum = 0
  steps.forEach(([x, y], at) => {
    const [nextX, nextY] = steps[(at + 1) % steps.length] ?? [x, y]
    sum += x * nextY - nextX * y
  })
  return sum / 2
}

function lengthOf(steps: Step[]): number {
  let sum = 0
  steps.forEach(([x, y], at) => {
    const [beforeX, beforeY] = steps[at - 1] ?? [x, y]
    sum += Math.hypot(x - beforeX, y - beforeY)
  })
  return sum
}

/** Douglas and Peucker's, without recursion: a coast has more bends than a stack has room. */
export function straightened(steps: Step[], stray: number): Step[] {
  if (steps.length < 3) return steps
  const kept = new Set([0, steps.length - 1])
  const open: [number, number][] = [[0, steps.length - 1]]
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span
    let furthest = stray
    let at = -1
    for (let each = from + 1; each < to; each++) {
      const away = distance(steps[each], steps[from], steps[to])
      if (away > furthest) {
        furthest = away
        at = each
      }
    }
    if (at > 0) {
      kept.add(at)
      open.push([from, at], [at, to])
    }
  }
  return steps.filter((_, at) => kept.has(at))
}

function distance(point: Step = [0, 0], from: Step = [0, 0], to: Step = [0, 0]): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const square = dx * dx + dy * dy
  const along =
    square === 0
      ? 0
      : Math.max(0, Math.min(1, ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / square))
  return Math.hypot(point[0] - from[0] - along * dx, point[1] - from[1] - along * dy)
}

function written(steps: Step[], isClosed: boolean): string {
  let said = ''
  let [beforeX, beforeY] = [0, 0]
  steps.forEach((step, at) => {
    const [x, y] = [Math.round(step[0]), Math.round(step[1])]
    const [dx, dy] = [x - beforeX, y - beforeY]
    if (at > 0 && dx === 0 && dy === 0) return
    said +=
      at === 0
        ? `M${x} ${y}l`
        : `${said.endsWith('l') || dx < 0 ? '' : ' '}${dx}${dy < 0 ? '' : ' '}${dy}`
    ;[beforeX, beforeY] = [x, y]
  })
  return said.endsWith('l') ? '' : isClosed ? `${said}z` : said
}
