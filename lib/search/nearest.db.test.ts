import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addAppearance,
  editClaim,
  fileClaim,
  withdrawAppearance,
  withdrawClaim,
} from '@/lib/claims/commands'
import { addAppearanceInput, editClaimInput, fileClaimInput } from '@/lib/claims/schema'
import { type NearestTo, nearestClaims } from '@/lib/search/queries'
import { aNewsroom, type Member, type Newsroom } from '@/lib/testing/builders'
import { asOwner } from '@/lib/testing/database'

let room: Newsroom
let editor: Member
let ghani: string
let ministry: string
beforeAll(async () => {
  room = await aNewsroom()
  editor = await room.aMember({ role: 'editor' })
  ghani = (await room.aSource({ name: 'Hassan Abdel Ghani', kind: 'person' })).id
  ministry = (await room.aSource({ name: 'Syrian Ministry of Defence' })).id
  const propositions: [string, string][] = [
    ['Rebel forces have begun the final phase of encircling the capital.', ghani],
    ['The armed forces have not withdrawn from positions near Damascus.', ministry],
    ['More than 2,000 Syrian soldiers crossed into Iraq at Al-Qaim.', ministry],
    ['Warplanes bombed a hospital in Maarat al-Numan and killed nine patients.', ghani],
    ['The president has left the country on a flight to Moscow.', ghani],
    ['Bread is handed out free of charge in the suburb of Jaramana.', ministry],
    ['A prison near Saydnaya was opened and its inmates walked out.', ghani],
  ]
  for (const [proposition, claimant] of propositions) await room.aClaim({ proposition, claimant })
})
afterAll(() => room.drop())

const near = (asked: string | NearestTo) => nearestClaims(room.contextOf(editor), asked, 5)
const first = async (asked: string | NearestTo) => (await near(asked))[0]?.proposition ?? ''
const indexed = async (claimId: string) => {
  const [row] = await room.db.$queryRaw<{ terms: string[]; kept: string[] }[]>`
    SELECT i.terms, ARRAY(SELECT term FROM claim_terms t WHERE t.docket = i.docket ORDER BY term) AS kept
    FROM claim_index i WHERE i.claim_id = ${claimId}::uuid`
  const [bands] = await room.db.$queryRaw<{ ought: number[]; kept: number[] }[]>`
    SELECT ARRAY(SELECT DISTINCT unnest(bands_of(i.said) || bands_of(i.worded)) AS band ORDER BY band) AS ought,
      ARRAY(SELECT band FROM claim_bands t WHERE t.docket = i.docket ORDER BY band) AS kept
    FROM claim_index i WHERE i.claim_id = ${claimId}::uuid`
  expect(bands?.kept).toEqual(bands?.ought)
  expect([...(row?.terms ?? [])].sort()).toEqual([...(row?.kept ?? [])].sort())
  return row?.terms ?? []
}

describe('nearestClaims', () => {
  it.each([
    ['other words', 'Insurgents started the last stage of surrounding the capital', /encircling/],
    [
      'typing errors',
      'Rebel forces begun the finall phase of encirclment of the captial',
      /encircling/,
    ],
    [
      'another account',
      'The president flew to Russia and left his country, two officials say',
      /Moscow/,
    ],
    ['figures written otherwise', '2000 troops went over the border at al Qaim', /Al-Qaim/],
    ['Arabic figures', 'دخل ٢٠٠٠ جندي سوري إلى العراق عبر القائم', /Al-Qaim/],
    [
      'tags and addresses',
      '#MaaratAlNuman: hospital hit, 9 dead https://example.org/x?y=1',
      /hospital/,
    ],
    [
      'Arabic for what was filed in English',
      'الطائرات الحربية قصفت مستشفى وقتلت تسعة مرضى',
      /hospital/,
    ],
    ['Arabic with its vowel signs', 'القُوّاتُ المُسلَّحةُ لم تَنسحِب من مَواقِعَ قُربَ دِمَشق', /withdrawn/],
    [
      'a paragraph that says more',
      `In a statement on Saturday night, read out on television, the ministry dwelt on supplies. It said that bread is being distributed for free to those who live in Jaramana, and thanked the bakers.`,
      /Bread/,
    ],
  ])('finds by %s', async (_, text, expected) => {
    expect(await first(text)).toMatch(expected)
  })

  it('gives one to the same words but for case, accents and the full stop', async () => {
    const [same, next] = await near(
      'rebel forces have begun the final phase of encircling the capital',
    )
    expect(same?.similarity).toBe(1)
    expect(next?.similarity ?? 0).toBeLessThan(0.5)
  })

  it('finds little likeness where only the subject is shared', async () => {
    for (const { similarity } of await near('The capital has a new bus line')) {
      expect(similarity).toBeLessThan(0.3)
    }
  })

  it('raises what the same claimant says, however the name is spelt', async () => {
    const text = 'Forces stay in place around Damascus'
    const by = async (claimant?: string) =>
      (await near({ text, claimant })).find(({ claimantId }) => claimantId === ministry)
    const anybody = await by()
    const theirs = await by('Syrian Ministry of Defense')
    expect(anybody?.isSameClaimant).toBeNull()
    expect(theirs?.isSameClaimant).toBe(true)
    expect(theirs?.similarity).toBeGreaterThan(anybody?.similarity ?? 1)
    expect((await by('حسن عبد الغني'))?.isSameClaimant).toBe(false)
  })

  it('tells what intake needs to know of a claim', async () => {
    const { claimId } = await file({
      proposition: 'Government positions in Quneitra were abandoned.',
      wording: { text: 'انسحبت القوات من القنيطرة', language: 'ar' },
      said: { date: '2024-12-07' },
      place: { name: 'Quneitra', latitude: '33.12', longitude: '35.82' },
    })
    const [found] = await near({ text: 'انسحبت القوات من القنيطرة', saidOn: '2024-12-07' })
    expect(found).toMatchObject({
      id: claimId,
      claimId,
      wording: 'انسحبت القوات من القنيطرة',
      claimantName: 'Hassan Abdel Ghani',
      said: { precision: 'day' },
      placeName: 'Quneitra',
      placeLatitude: 33.12,
      placeLongitude: 35.82,
      status: 'unreviewed',
      similarity: 1,
    })
  })

  it.each([
    '(((((((((((((',
    'a:* & !b | <->',
    '\u0000\ud800 \u202e#@#@#@',
    `${'x'.repeat(5000)} Damascus`,
    '#'.repeat(3000),
    `${'٢'.repeat(400)} ${'9,'.repeat(300)}`,
    Array.from({ length: 700 }, (_, at) => `w${at}`).join(' '),
    "'; DELETE FROM claim_terms; --",
  ])('answers %.20j', async (text) => {
    await near(text)
    await near({ text, claimant: text })
  })

  it('keeps withdrawn claims out', async () => {
    const { id } = await room.aClaim({ proposition: 'Tartus harbour is on fire.', isShown: true })
    expect(await first('Fire at the harbour of Tartus')).toMatch(/Tartus/)
    const { version } = await room.db.claim.findUniqueOrThrow({ where: { id } })
    const admin = await room.aMember({ role: 'admin' })
    await withdrawClaim(room.contextOf(admin), { claimId: id, version, reason: 'Filed in error.' })
    expect(await first('Fire at the harbour of Tartus')).not.toMatch(/Tartus/)
  })
})

describe('the index of terms', () => {
  it('follows an edit', async () => {
    const { claimId } = await file({ proposition: 'Tanks were seen in Aqraba.' })
    expect(await indexed(claimId)).toContain('aqraba')
    await editClaim(
      room.contextOf(editor),
      editClaimInput.parse({
        claimId,
        version: 1,
        claimant: { id: ghani, name: 'by id' },
        proposition: 'Trucks were seen in Deraya.',
      }),
    )
    const terms = await indexed(claimId)
    expect(terms).toContain('deraya')
    expect(terms).not.toContain('aqraba')
  })

  it('has the titles of the documents a claim appears in, until the appearance is withdrawn', async () => {
    const { id: documentId } = await room.aDocument({ title: 'Pipeline ablaze outside Banias' })
    const { claimId } = await file({
      proposition: 'An oil fire is burning on the coast.',
    })
    const { appearanceId } = await addAppearance(
      room.contextOf(editor),
      addAppearanceInput.parse({
        claimId,
        document: { use: 'existing', id: documentId },
        quote: { exact: 'The final phase has begun' },
      }),
    )
    expect(await indexed(claimId)).toContain('pipelin')
    expect(await first('The pipeline outside Banias is ablaze')).toMatch(/oil fire/)
    await withdrawAppearance(room.contextOf(editor), {
      appearanceId,
      reason: 'It says nothing of the kind.',
    })
    expect(await indexed(claimId)).not.toContain('pipelin')
  })

  it('follows the title of a document', async () => {
    const { id: documentId } = await room.aDocument({ title: 'Untitled dispatch' })
    const { claimId } = await file({
      proposition: 'Seven villages changed hands.',
      document: { use: 'existing', id: documentId },
    })
    await asOwner(room.ownerUrl, 'UPDATE documents SET title = $2 WHERE id = $1', [
      documentId,
      'Orontes valley',
    ])
    const terms = await indexed(claimId)
    expect(terms).toContain('oront')
    expect(terms).not.toContain('dispatch')
  })

  it('is right whatever two hands change at once', async () => {
    const { claimId } = await file({ proposition: 'Fuel has run out in Salamiyah.' })
    const titles = ['Queues at pumps', 'Empty tankers', 'Generators silent', 'Taxis idle']
    const documents = await Promise.all(titles.map((title) => room.aDocument({ title })))
    const user = await room.db.user.findFirstOrThrow()
    await Promise.all([
      ...documents.map(({ id: documentId }) =>
        room.db.appearance.create({
          data: {
            id: randomUUID(),
            claimId,
            documentId,
            quoteExact: 'The final phase has begun',
            quoteLanguage: 'en',
            createdById: user.id,
            createdAt: new Date(),
          },
        }),
      ),
      ...['no fuel is left', 'pumps are dry'].map((wording) =>
        room.db.claim.update({
          where: { id: claimId },
          data: { wording, wordingLanguage: 'en', version: { increment: 1 } },
        }),
      ),
    ])
    const terms = await indexed(claimId)
    expect(terms).toEqual(
      expect.arrayContaining(['pump', 'tanker', 'generat', 'taxi', 'salamiyah']),
    )
  })
})

function file(given: Record<string, unknown>): Promise<{ claimId: string; slug: string }> {
  return (async () =>
    fileClaim(
      room.contextOf(editor),
      fileClaimInput.parse({
        claimant: { id: ghani, name: 'by id' },
        document: { use: 'existing', id: (await room.aDocument()).id },
        quote: { exact: 'The final phase has begun' },
        ...given,
      }),
    ))()
}
