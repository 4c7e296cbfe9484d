import { describe, expect, it } from 'vitest'
import { DOCUMENT_KINDS, RELIABILITIES, SOURCE_KINDS } from '@/app/(desk)/desk/_parts/words'
import { documentKind } from '@/lib/documents/schema'
import { RELATION_REASONS } from '@/lib/intake/schema'
import { RECORD_REASONS } from '@/lib/record/problem'
import { reliability, sourceKind } from '@/lib/sources/schema'
import ar from '@/messages/ar.json'
import en from '@/messages/en.json'

describe.each([
  ['kinds of sources', SOURCE_KINDS, sourceKind.options, en.ui.sourceKind, ar.ui.sourceKind],
  [
    'kinds of documents',
    DOCUMENT_KINDS,
    documentKind.options,
    en.ui.documentKind,
    ar.ui.documentKind,
  ],
  ['reliabilities', RELIABILITIES, reliability.options, en.ui.reliability, ar.ui.reliability],
])('%s', (_what, offered, known, english, arabic) => {
  it('are all offered, each once', () => {
    expect([...offered].sort()).toEqual([...known].sort())
  })

  it('have words in every language', () => {
    for (const words of [english, arabic])
      expect(Object.keys(words)).toEqual(expect.arrayContaining([...known]))
  })
})

it('has words in every language for whatever gives a relation away', () => {
  for (const { ui } of [en, ar]) {
    expect(Object.keys(ui.intakeReason).sort()).toEqual([...RELATION_REASONS].sort())
  }
})

it('has words in every language for whatever can ail the record', () => {
  for (const { deskHealth } of [en, ar]) {
    expect(Object.keys(deskHealth.record).sort()).toEqual([...RECORD_REASONS].sort())
  }
})
