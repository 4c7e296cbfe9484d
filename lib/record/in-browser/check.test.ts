import { expect, it } from 'vitest'
import {
  lookAtLog,
  ProofProblem,
  problemOf,
  REASONS,
  type Read,
} from '@/lib/record/in-browser/check'
import ar from '@/messages/ar.json'
import en from '@/messages/en.json'

it('has words in every language for whatever can’t be proven', () => {
  for (const { proofScript } of [en, ar]) {
    expect(Object.keys(proofScript.why).sort()).toEqual([...REASONS].sort())
  }
})

it.each([
  ['what is no checkpoint', 'not a note', 'checkpoint'],
  ['one that nobody signed', 'example.com/record\n1\nAAAA\n\n', 'checkpoint'],
])('calls %s by its name, not in the words of whatever read it', async (_what, note, why) => {
  const read: Read = async (name) => new TextEncoder().encode(name === 'checkpoint' ? note : '')
  const error = await lookAtLog(read, async () => false, null).catch(problemOf)
  expect(error).toBeInstanceOf(ProofProblem)
  expect(error).toMatchObject({ why })
})

it('says that a file is damaged where nothing more is known', () => {
  expect(problemOf(new RangeError('The bundle ends within an entry')).why).toBe('damaged')
})
