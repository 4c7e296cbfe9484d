import { type Forest, judge } from '../../lib/intake/english/forest'

const BINS = 64

/** Gradient-boosted trees for a yes or no, by second-order steps on binned traits. Deterministic. */
export function growForest(
  rows: Float64Array[],
  answers: number[],
  {
    trees,
    depth,
    rate,
    leastWeight,
    decay,
  }: { trees: number; depth: number; rate: number; leastWeight: number; decay: number },
): Forest {
  const width = rows[0]?.length ?? 0
  const bounds = Array.from({ length: width }, (_, f) => {
    const values = Float64Array.from(rows, (row) => row[f] ?? 0).sort()
    const distinct = [
      ...new Set(
        Array.from(
          { length: BINS - 1 },
          (_, b) => values[Math.floor(((b + 1) * values.length) / BINS)] ?? 0,
        ),
      ),
    ]
    return distinct
  })
  const bins = rows.map((row) =>
    Uint8Array.from({ length: width }, (_, f) => {
      const edges = bounds[f] ?? []
      let b = 0
      while (b < edges.length && (row[f] ?? 0) > (edges[b] ?? 0)) b++
      return b
    }),
  )
  const yes = answers.reduce((a, b) => a + b, 0)
  const base = Math.log(yes / (answers.length - yes))
  const forest: Forest = { base, roots: [], trait: [], bound: [], left: [] }
  const scores = new Float64Array(rows.length).fill(base)
  const g = new Float64Array(rows.length)
  const h = new Float64Array(rows.length)
  for (let t = 0; t < trees; t++) {
    for (let i = 0; i < rows.length; i++) {
      const p = 1 / (1 + Math.exp(-(scores[i] ?? 0)))
      g[i] = p - (answers[i] ?? 0)
      h[i] = p * (1 - p)
    }
    const addNode = () => {
      forest.trait.push(-1)
      forest.bound.push(0)
      forest.left.push(-1)
      return forest.trait.length - 1
    }
    const root = addNode()
    forest.roots.push(root)
    const grow = (node: number, members: number[], level: number) => {
      let G = 0
      let H = 0
      for (const i of members) {
        G += g[i] ?? 0
        H += h[i] ?? 0
      }
      let bestGain = 1e-3
      let bestTrait = -1
      let bestBin = 0
      if (level < depth) {
        for (let f = 0; f < width; f++) {
          const sumG = new Float64Array(BINS + 1)
          const sumH = new Float64Array(BINS + 1)
          for (const i of members) {
            const b = bins[i]?.[f] ?? 0
            sumG[b] = (sumG[b] ?? 0) + (g[i] ?? 0)
            sumH[b] = (sumH[b] ?? 0) + (h[i] ?? 0)
          }
          let leftG = 0
          let leftH = 0
          for (let b = 0; b < (bounds[f]?.length ?? 0); b++) {
            leftG += sumG[b] ?? 0
            leftH += sumH[b] ?? 0
            const rightH = H - leftH
            if (leftH < leastWeight || rightH < leastWeight) continue
            const rightG = G - leftG
            const gain =
              leftG ** 2 / (leftH + decay) + rightG ** 2 / (rightH + decay) - G ** 2 / (H + decay)
            if (gain > bestGain) {
              bestGain = gain
              bestTrait = f
              bestBin = b
            }
          }
        }
      }
      if (bestTrait < 0) {
        forest.bound[node] = Math.round(((-rate * G) / (H + decay)) * 1e5) / 1e5
        for (const i of members) scores[i] = (scores[i] ?? 0) + (forest.bound[node] ?? 0)
        return
      }
      forest.trait[node] = bestTrait
      forest.bound[node] = bounds[bestTrait]?.[bestBin] ?? 0
      const left = addNode()
      const right = addNode()
      forest.left[node] = left
      grow(
        left,
        members.filter((i) => (bins[i]?.[bestTrait] ?? 0) <= bestBin),
        level + 1,
      )
      grow(
        right,
        members.filter((i) => (bins[i]?.[bestTrait] ?? 0) > bestBin),
        level + 1,
      )
    }
    grow(
      root,
      rows.map((_, i) => i),
      0,
    )
  }
  return forest
}

/** Mean log loss. */
export function lossOf(forest: Forest, rows: Float64Array[], answers: number[]): number {
  let loss = 0
  rows.forEach((row, i) => {
    const p = 1 / (1 + Math.exp(-judge(forest, row)))
    loss -= Math.log(Math.max(1e-9, answers[i] ? p : 1 - p))
  })
  return loss / rows.length
}
