import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  DEFAULT_LANGUAGE,
  inLanguage,
  isLanguage,
  languages,
  messagesOf,
  splitLanguage,
} from '@/lib/words/languages'
import arabic from '@/messages/ar.json'
import english from '@/messages/en.json'

type Tree = { [key: string]: string | Tree }

function flat(tree: Tree, prefix = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[prefix + key, value] as [string, string]]
      : flat(value, `${prefix}${key}.`),
  )
}

/** What a text is filled in with: `{n}` is `n`, `<b>` is `<b>`; in each branch of a plural alike. */
function filledWith(elements: MessageFormatElement[]): Set<string> {
  const found = new Set<string>()
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue
    found.add(element.type === TYPE.tag ? `<${element.value}>` : element.value)
    const branches =
      element.type === TYPE.tag
        ? [element.children]
        : element.type === TYPE.plural || element.type === TYPE.select
          ? Object.values(element.options).map((option) => option.value)
          : []
    for (const branch of branches) for (const each of filledWith(branch)) found.add(each)
  }
  return found
}

/** Kinds of number that a language tells apart. */
function pluralsOf(elements: MessageFormatElement[]): string[][] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      const inner = Object.values(element.options).flatMap((option) => pluralsOf(option.value))
      return element.type === TYPE.plural ? [Object.keys(element.options), ...inner] : inner
    }
    return element.type === TYPE.tag ? pluralsOf(element.children) : []
  })
}

const source = new Map(flat(english))

describe.each([['ar', arabic as Tree]])('messages/%s.json', (code, tree) => {
  const own = new Map(flat(tree))

  it('says all that English says, and nothing else', () => {
    expect([...own.keys()].sort()).toEqual([...source.keys()].sort())
  })

  it.each([...own])('%s is filled in with the same as in English', (key, text) => {
    const [here, there] = [text, source.get(key) ?? ''].map((each) =>
      [...filledWith(parse(each))].sort(),
    )
    // A language may say a number in words alone, or name a place by its zone; it may not ask for what is not given.
    const asked = here?.filter(
      (each) => !there?.includes(each) && !ALWAYS_GIVEN.has(`${key} ${each}`),
    )
    expect(asked).toEqual([])
    const left = there?.filter((each) => each.startsWith('<') && !here?.includes(each))
    expect(left).toEqual([])
  })

  it.each([...own].filter(([, text]) => text.includes('plural,')))(
    '%s counts as its language does',
    (_key, text) => {
      const kinds = new Intl.PluralRules(code).resolvedOptions().pluralCategories
      for (const options of pluralsOf(parse(text))) {
        const missing = kinds.filter(
          (kind) => kind !== 'zero' && kind !== 'other' && !options.includes(kind),
        )
        // Numbers that are at most written as figures need no forms.
        expect(missing).toEqual([])
        expect(options).toContain('other')
      }
    },
  )
})

/** Given with their text wherever it is said, though English leaves them out. */
const ALWAYS_GIVEN = new Set(['time.place zone'])

describe('Addresses', () => {
  it.each([
    ['/', 'en', '/'],
    ['/claims/x', 'en', '/claims/x'],
    ['/ar', 'ar', '/'],
    ['/ar/claims/x', 'ar', '/claims/x'],
    ['/en/claims/x', 'en', '/en/claims/x'],
    ['/xx/claims/x', 'en', '/xx/claims/x'],
    ['/area', 'en', '/area'],
  ])('%s is in %s the page %s', (address, language, path) => {
    expect(splitLanguage(address)).toEqual({ language, path })
  })

  it('lead back to where they came from', () => {
    const path = fc
      .array(fc.stringMatching(/^[a-z0-9-]{4,12}$/), { maxLength: 3 })
      .map((parts) => `/${parts.join('/')}`)
    const language = fc.constantFrom(...languages().map(({ code }) => code))
    fc.assert(
      fc.property(path, language, (page, code) => {
        expect(splitLanguage(inLanguage(page, code))).toEqual({ language: code, path: page })
      }),
    )
  })
})

it('lists the default first, and knows no other than there are words for', () => {
  expect(languages()[0]?.code).toBe(DEFAULT_LANGUAGE)
  expect(languages().map(({ code }) => code)).toContain('ar')
  expect(isLanguage('tlh')).toBe(false)
  expect(messagesOf('tlh')).toEqual(messagesOf(DEFAULT_LANGUAGE))
})
