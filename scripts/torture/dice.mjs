/** Numbers from a seed, so that a run can be repeated: `roll(sides)` answers 0 to sides - 1. */
export function dice(seed) {
  let state = Math.imul(seed ^ 0x9e3779b9, 2_654_435_761) >>> 0
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

/** One of several, each as likely as its weight says. */
export function pick(roll, weights) {
  const entries = Object.entries(weights)
  let at = roll(entries.reduce((sum, [, weight]) => sum + weight, 0))
  for (const [name, weight] of entries) {
    at -= weight
    if (at < 0) return name
  }
  return entries[0][0]
}
