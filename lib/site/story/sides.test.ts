import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { facing } from '@/lib/site/story/facing'
import { type Stated, twoSides } from '@/lib/site/story/sides'
import type { StoryRelation } from '@/lib/site/views'

/** `army:1` is the claim `1` of the army. */
function said(...claims: string[]): Stated[] {
  return claims.map((claim) => ({ slug: claim, claimant: { slug: claim.split(':')[0] ?? '' } }))
}
function against(from: string, to: string): StoryRelation {
  return { type: 'counters', from, to }
}
function slugs(claims: Stated[]): string[] {
  return claims.map(({ slug }) => slug)
}

describe('two sides', () => {
  it('puts whoever spoke first on the first side, and who denies it on the other', () => {
    const claims = said('rebels:taken', 'army:held', 'agency:road')
    const sides = twoSides(claims, [against('army:held', 'rebels:taken')])
    expect(slugs(sides.first)).toEqual(['rebels:taken'])
    expect(slugs(sides.second)).toEqual(['army:held'])
    expect(slugs(sides.alone)).toEqual(['agency:road'])
  })

  it('keeps all that a claimant says on one side', () => {
    const claims = said('rebels:1', 'observers:1', 'rebels:2', 'army:1', 'army:2')
    const sides = twoSides(claims, [
      against('army:1', 'rebels:2'),
      against('army:1', 'observers:1'),
      against('army:2', 'rebels:1'),
    ])
    expect(slugs(sides.first)).toEqual(['rebels:1', 'observers:1', 'rebels:2'])
    expect(slugs(sides.second)).toEqual(['army:1', 'army:2'])
  })

  it('puts a claim beside those it supports', () => {
    const claims = said('a:1', 'b:1', 'c:1')
    const sides = twoSides(claims, [
      against('b:1', 'a:1'),
      { type: 'supports', from: 'c:1', to: 'b:1' },
    ])
    expect(slugs(sides.second)).toEqual(['b:1', 'c:1'])
  })

  const story = fc
    .record({
      claims: fc.array(fc.tuple(fc.integer({ max: 6, min: 0 }), fc.integer({ max: 99, min: 0 })), {
        maxLength: 24,
      }),
      pairs: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean()), { maxLength: 40 }),
    })
    .map(({ claims, pairs }) => {
      const all = said(...new Set(claims.map(([who, what]) => `${who}:${what}`)))
      const relations = pairs.flatMap(([one, other, isAgainst]): StoryRelation[] => {
        const [from, to] = [all[one % all.length], all[other % all.length]]
        return from && to && from !== to
          ? [{ type: isAgainst ? 'counters' : 'supports', from: from.slug, to: to.slug }]
          : []
      })
      return { all, relations }
    })

  it('places every claim once, and each claimant on one side', () => {
    fc.assert(
      fc.property(story, ({ all, relations }) => {
        const sides = twoSides(all, relations)
        const everyone = slugs([...sides.first, ...sides.second, ...sides.alone])
        expect(everyone.toSorted()).toEqual(slugs(all).toSorted())
        const first = new Set(sides.first.map(({ claimant }) => claimant.slug))
        for (const { claimant } of sides.second) expect(first.has(claimant.slug)).toBe(false)
      }),
    )
  })

  it('lets at least half of the contradictions between claimants run across', () => {
    fc.assert(
      fc.property(story, ({ all, relations }) => {
        const sides = twoSides(all, relations)
        const first = new Set(slugs(sides.first))
        const claimantOf = (slug: string) => slug.split(':')[0]
        const contradictions = relations.filter(
          ({ type, from, to }) => type === 'counters' && claimantOf(from) !== claimantOf(to),
        )
        const across = contradictions.filter(({ from, to }) => first.has(from) !== first.has(to))
        expect(across.length * 2).toBeGreaterThanOrEqual(contradictions.length)
      }),
    )
  })

  it('stands claims opposite what contradicts them', () => {
    const claims = said('rebels:1', 'rebels:2', 'rebels:3', 'army:1', 'army:2')
    const relations = [against('army:1', 'rebels:3'), against('army:2', 'rebels:1')]
    const { first, second, at } = facing(twoSides(claims, relations), relations)
    expect(slugs(first)).toEqual(['rebels:1', 'rebels:3'])
    expect(slugs(second)).toEqual(['army:2', 'army:1'])
    expect(at.get('army:1')).toEqual({ side: 'second', row: 1 })
  })

  it('gives each claim of a side a row of its own, in order', () => {
    fc.assert(
      fc.property(story, ({ all, relations }) => {
        const sides = twoSides(all, relations)
        const { rows, at, first, second } = facing(sides, relations)
        expect(slugs([...first, ...second]).toSorted()).toEqual(
          slugs([...sides.first, ...sides.second]).toSorted(),
        )
        for (const claims of [first, second]) {
          const taken = claims.map(({ slug }) => at.get(slug)?.row ?? -1)
          expect(taken).toEqual([...new Set(taken)].toSorted((a, b) => a - b))
          for (const row of taken) expect(row >= 0 && row < rows).toBe(true)
        }
      }),
    )
  })
})
