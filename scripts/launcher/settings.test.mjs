import { expect, test } from 'vitest'
import { readSettings } from './settings.mjs'

test.each([
  [{}, { metricsToken: undefined, logFormat: 'plain' }],
  [
    { METRICS_TOKEN: '', LOG_FORMAT: '' },
    { metricsToken: undefined, logFormat: 'plain' },
  ],
  [
    { METRICS_TOKEN: 'sixteen-signs-ok', LOG_FORMAT: 'json' },
    { metricsToken: 'sixteen-signs-ok', logFormat: 'json' },
  ],
])('Of %j is understood %j', (env, understood) => {
  expect(readSettings(env)).toMatchObject(understood)
})

test.each([
  [{ METRICS_TOKEN: 'short' }, /METRICS_TOKEN must be 16 to 200/],
  [{ METRICS_TOKEN: 'with a blank in it' }, /METRICS_TOKEN/],
  [{ REPLICA_DATABASE_URL: 'replica.example:5432' }, /REPLICA_DATABASE_URL is not the address/],
  [{ LOG_FORMAT: 'xml' }, /LOG_FORMAT must be plain or json, not "xml"/],
])('With %j nothing is started, and a sentence says why', (env, sentence) => {
  expect(() => readSettings(env)).toThrow(sentence)
})
