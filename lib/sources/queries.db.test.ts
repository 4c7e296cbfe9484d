import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addAlias } from '@/lib/sources/commands'
import { findSourcesByName, sourcesNamed } from '@/lib/sources/queries'
import { addAliasInput } from '@/lib/sources/schema'
import { aNewsroom, type Member, type Newsroom } from '@/lib/testing/builders'

let room: Newsroom
let editor: Member
const ids: Record<string, string> = {}

beforeAll(async () => {
  room = await aNewsroom()
  editor = await room.aMember({ role: 'editor' })
  for (const name of [
    'Hassan Abdel Ghani',
    'Hussein Abdel Ghani',
    'Ahmed al-Sharaa',
    'Rami Abdel Rahman',
    'Syrian Observatory for Human Rights',
    'Syrian Ministry of Defence',
    'Reuters',
    'ألمانيا',
    '100% News',
    'Under_score Agency',
  ]) {
    ids[name] = (await room.aSource({ name })).id
  }
  await addAlias(
    room.contextOf(editor),
    addAliasInput.parse({ sourceId: ids['Ahmed al-Sharaa'], name: 'Abu Mohammed al-Golani' }),
  )
})
afterAll(() => room.drop())

const found = async (text: string, limit = 8) =>
  (await findSourcesByName(room.contextOf(editor), text, limit)).map(({ name }) => name)
const named = async (text: string) => (await sourcesNamed(room.db, text)).map(({ name }) => name)

describe('findSourcesByName', () => {
  it.each([
    ['Hassan Abdul Ghany', 'Hassan Abdel Ghani'],
    ['حسن عبد الغني', 'Hassan Abdel Ghani'],
    ['hassan abdel-ghani', 'Hassan Abdel Ghani'],
    ['Rami Abdurrahman', 'Rami Abdel Rahman'],
    ['رامي عبد الرحمن', 'Rami Abdel Rahman'],
    ['Sharaa', 'Ahmed al-Sharaa'],
    ['الشرع', 'Ahmed al-Sharaa'],
    ['Jolani', 'Ahmed al-Sharaa'],
    ['الجولاني', 'Ahmed al-Sharaa'],
    ['Reutres', 'Reuters'],
    ['Observatory', 'Syrian Observatory for Human Rights'],
    ['human ri', 'Syrian Observatory for Human Rights'],
    ['100%', '100% News'],
    ['Under_score', 'Under_score Agency'],
  ])('finds by %s first %s', async (text, name) => {
    expect((await found(text))[0]).toBe(name)
  })

  it('finds by a part of a name everybody who has it', async () => {
    const names = await found('Abdul Ghany')
    expect(names).toContain('Hassan Abdel Ghani')
    expect(names).toContain('Hussein Abdel Ghani')
  })

  it('says by which name it was found', async () => {
    const [source] = await findSourcesByName(room.contextOf(editor), 'Golani', 1)
    expect(source?.matched).toBe('Abu Mohammed al-Golani')
  })

  it.each(['%', '_', '\\', '', '   ', '…!?', '\u0000', '\ud800'])(
    'finds nothing by %j',
    async (text) => {
      expect(await found(text)).toEqual([])
    },
  )

  it('gives no more than was asked for', async () => {
    expect(await found('a', 3)).toHaveLength(3)
  })

  it('tells nobody outside the desk', async () => {
    expect(await findSourcesByName(room.contextOf({ kind: 'public' }), 'Reuters', 8)).toEqual([])
  })

  it('answers whatever is typed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 400 }), async (text) => {
        await found(text)
        await named(text)
      }),
      { numRuns: 60 },
    )
  })
})

describe('sourcesNamed', () => {
  it.each([
    ['HASSAN ABDEL-GHANI', ['Hassan Abdel Ghani']],
    ['Hasan Abdul Ghany', ['Hassan Abdel Ghani']],
    ['Husein Abdul Ghany', ['Hussein Abdel Ghani']],
    ['حسين عبد الغني', ['Hussein Abdel Ghani']],
    ['Abu Muhammad al-Jolani', ['Ahmed al-Sharaa']],
  ])('takes %s for %j', async (text, names) => {
    expect(await named(text)).toEqual(names)
  })

  it.each(['Abdel Ghani', 'Reuter', 'Mahmoud al-Golani', 'Syrian Ministry', 'AP', ''])(
    'takes %j for nobody',
    async (text) => {
      expect(await named(text)).toEqual([])
    },
  )

  it('prefers the same letters to another spelling', async () => {
    const other = await room.aSource({ name: 'Hasan Abdul Ghany' })
    expect((await sourcesNamed(room.db, 'Hasan Abdul Ghany')).map(({ id }) => id)).toEqual([
      other.id,
    ])
    expect(await named('Hassan Abdulghani')).toEqual(['Hassan Abdel Ghani', 'Hasan Abdul Ghany'])
  })
})
