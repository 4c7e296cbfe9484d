import { describe, expect, it } from 'vitest'
import type { AttributionKind } from '../schema'
import { isHedged, kindOf } from './kinds'

type Row = [source: string, cue: string, content: string, kind: AttributionKind, hedged: boolean]

const TABLE: Row[] = [
  ['the minister', 'said', 'that the bridge was hit at dawn', 'asserts', false],
  ['the minister', 'denied', 'that the bridge was hit', 'denies', false],
  ['the army', 'has not denied', 'the losses', 'asserts', false],
  ['the ministry', 'said', 'there is no truth to news of a withdrawal', 'denies', false],
  ['a spokesman', 'said', 'the reports of a retreat were false', 'denies', false],
  ['the governor', 'dismissed', 'talk of a curfew', 'denies', false],
  ['the observatory', 'confirmed', 'that the town had fallen', 'confirms', false],
  ['the ministry', 'could not confirm', 'the toll', 'asserts', true],
  ['he', 'acknowledged', 'that convoys had stopped', 'confirms', false],
  ['jordan', 'urged', 'its citizens to leave', 'urges', false],
  ['the commander', 'called', 'on fighters to hold', 'urges', false],
  ['the opposition', 'called for', 'elections within a year', 'urges', false],
  ['she', 'called', 'the plan a mistake', 'asserts', false],
  ['the embassy', 'told', 'its nationals to leave at once', 'urges', false],
  ['the mayor', 'told', 'reporters that two thousand had crossed', 'asserts', false],
  ['the council', 'said', 'both sides must stop firing', 'urges', false],
  ['an aide', 'said', 'the driver must have fled', 'asserts', false],
  ['', 'reportedly', 'two ships were struck', 'hearsay', true],
  ['unconfirmed reports', 'said', 'the airport was closed', 'hearsay', false],
  ['', 'reports', 'a rapid advance towards the capital', 'hearsay', false],
  ['the agency', 'quoted', 'him as saying the road was open', 'hearsay', false],
  ['analysts', 'predict', 'a long siege', 'predicts', false],
  ['the united nations', 'warned', 'that food will run out by friday', 'predicts', false],
  ['the general', 'vowed', 'to retake the city', 'predicts', false],
  ['residents', 'said', 'the shelling may have come from the hills', 'asserts', true],
  ['officials', 'believe', 'the men crossed at night', 'asserts', true],
]

describe('what a source does with what it says', () => {
  it.each(TABLE)('%s | %s | %s: %s, hedged %s', (source, cue, content, kind, hedged) => {
    const words = (text: string) => text.split(' ').filter(Boolean)
    const said = {
      source: words(source),
      cue: words(cue),
      content: words(content),
      isPassive: false,
    }
    expect(kindOf(said)).toBe(kind)
    expect(isHedged(said)).toBe(hedged)
  })

  it('takes a passive that names nobody for hearsay, and leaves room for doubt', () => {
    const said = {
      source: [],
      cue: ['is', 'said'],
      content: 'the two to have met in april'.split(' '),
      isPassive: true,
    }
    expect(kindOf(said)).toBe('hearsay')
    expect(isHedged(said)).toBe(true)
  })
})
