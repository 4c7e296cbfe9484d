import { pageRequest } from '@/app/_renderer/page-request'

export { Children } from 'react'

/** React's `cache` outlives no request; this one as well, and knows its arguments by their values. */
export function cache<Given extends unknown[], Result>(of: (...given: Given) => Result) {
  return (...given: Given): Result => {
    const { memory } = pageRequest()
    const results = memory.get(of) ?? new Map<string, unknown>()
    memory.set(of, results)
    const key = JSON.stringify(given)
    if (!results.has(key)) {
      const result = of(...given)
      results.set(key, result)
      // What failed is asked for again by whoever comes next.
      if (result instanceof Promise) result.catch(() => results.delete(key))
    }
    return results.get(key) as Result
  }
}
