import { describe, expect, it } from 'vitest'
import { createMeters, mergeTexts, valueIn } from '@/lib/observe/meters.mjs'

describe('what a process counts', () => {
  it('is told as Prometheus reads it', () => {
    const meters = createMeters()
    const requests = meters.counter('requests_total', 'Answers by kind.', ['kind', 'status'])
    requests.add(['page', 200])
    requests.add(['page', 200])
    requests.add(['a "kind"\\', 404], 3)
    meters.gauge('copies_bytes', 'Bytes.', () => 12)
    expect(meters.text()).toBe(
      [
        '# HELP requests_total Answers by kind.',
        '# TYPE requests_total counter',
        'requests_total{kind="page",status="200"} 2',
        'requests_total{kind="a \\"kind\\"\\\\",status="404"} 3',
        '# HELP copies_bytes Bytes.',
        '# TYPE copies_bytes gauge',
        'copies_bytes 12',
        '',
      ].join('\n'),
    )
    expect(valueIn(meters.text(), 'requests_total{kind="page",status="200"}')).toBe(2)
    expect(valueIn(meters.text(), 'requests')).toBeNull()
  })

  it('says of times how many were below each bound, and a quantile between them', () => {
    const meters = createMeters()
    const saves = meters.histogram('save_seconds', 'Saves.', ['command'], [0.1, 0.2])
    expect(saves.quantile(0.95)).toBeNull()
    for (const seconds of [0.05, 0.1, 0.15, 9]) saves.observe(['claim.file'], seconds)
    expect(meters.text()).toContain(
      [
        'save_seconds_bucket{command="claim.file",le="0.1"} 2',
        'save_seconds_bucket{command="claim.file",le="0.2"} 3',
        'save_seconds_bucket{command="claim.file",le="+Inf"} 4',
      ].join('\n'),
    )
    expect(meters.text()).toContain('save_seconds_count{command="claim.file"} 4')
    expect(saves.quantile(0.5)).toBeCloseTo(0.1)
    expect(saves.quantile(1)).toBe(0.2)
  })

  it('leaves out what nothing is known of', () => {
    const meters = createMeters()
    meters.gauge('oldest_seconds', 'Age.', () => null)
    meters.counter('none_total', 'None yet.', ['kind'])
    expect(meters.text()).toBe('')
  })
})

describe('the texts of several processes', () => {
  it('become one, each name with one heading and all its samples beneath', () => {
    const head = '# HELP cpu CPU.\n# TYPE cpu counter\n'
    const merged = mergeTexts([
      `${head}cpu{process="front"} 1\n\n# HELP a A.\n# TYPE a gauge\na 1\n`,
      `${head}cpu{process="desk"} 2\n`,
    ])
    expect(merged).toBe(
      `${head}cpu{process="front"} 1\ncpu{process="desk"} 2\n# HELP a A.\n# TYPE a gauge\na 1\n`,
    )
  })
})
