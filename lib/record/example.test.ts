import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { digestOf, disclosureOf, entryOf, leafHash } from '@/lib/record/disclosure'
import { factsOf } from '@/lib/record/facts'

const SALTS: Record<string, string> = {
  act: 'AAAAAAAAAAAAAAAAAAAAAA',
  by: 'AQEBAQEBAQEBAQEBAQEBAQ',
  reason: 'AgICAgICAgICAgICAgICAg',
  'claim.slug': 'AwMDAwMDAwMDAwMDAwMDAw',
}

it('the documentation shows the leaf that this act has, letter by letter', () => {
  const facts = factsOf({
    id: 7n,
    type: 'claim.withdrawn',
    at: '2024-12-07T18:00:00.000Z',
    actorId: '01939a4e-7d00-7000-8000-0000000000aa',
    about: { claim: '01939a4e-7d00-7000-8000-000000000001', version: 4 },
    payload: { reason: 'Not a claim.' },
    verdict: null,
    appearance: null,
    relation: null,
    evidence: null,
    document: null,
    revision: null,
    slug: 'it-has-begun',
    shown: null,
  })
  const disclosures = facts.map((fact) => disclosureOf(SALTS[fact.name] ?? '', fact))
  const digests = disclosures.map(digestOf)
  const entry = entryOf({ at: '2024-12-07T18:00:00.000Z', public: 3 }, digests)
  const page = readFileSync('docs/record.md', 'utf8').replace(/\s+/g, '')
  const shown = [...disclosures, ...digests, entry.toString(), leafHash(entry).toString('hex')]
  for (const each of shown) expect(page).toContain(each)
})
