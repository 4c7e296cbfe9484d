/**
 * Trees that add up to log-odds. Node `n` asks whether trait `trait[n]` is at most `bound[n]` and goes on to `left[n]`
 * or the node after that; a leaf has trait -1 and its value as bound. `roots` are where trees begin.
 */
export type Forest = {
  base: number
  roots: number[]
  trait: number[]
  bound: number[]
  left: number[]
}

/** The log-odds that `forest` gives to what has these traits. */
export function judge(forest: Forest, traits: Float64Array): number {
  let sum = forest.base
  for (const root of forest.roots) {
    let node = root
    for (;;) {
      const trait = forest.trait[node] as number
      if (trait < 0) break
      const next = forest.left[node] as number
      node = (traits[trait] as number) <= (forest.bound[node] as number) ? next : next + 1
    }
    sum += forest.bound[node] as number
  }
  return sum
}
