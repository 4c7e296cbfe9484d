import { describe, expect, test } from 'vitest'
import { refuseMetrics } from './front-health.mjs'

const TOKEN = 'sixteen-signs-and-more'
const SECRET = 'only-our-own-processes-know'

const from = (remoteAddress, headers = {}) => ({
  socket: { remoteAddress },
  headers: { host: 'localhost:3000', ...headers },
})

describe('Metrics, with no token set,', () => {
  test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])('are for this machine, at %s', (address) => {
    expect(refuseMetrics(from(address), { secret: SECRET })).toBeNull()
  })

  test.each(['192.0.2.7', '10.0.0.1', '2001:db8::1', undefined])('are not for %s', (address) => {
    expect(refuseMetrics(from(address), { secret: SECRET })).toBe(404)
  })

  test.each([
    { 'x-forwarded-for': '127.0.0.1' },
    { 'x-forwarded-proto': 'https' },
    { 'x-real-ip': '127.0.0.1' },
    { via: '1.1 proxy' },
    { host: 'rebound.example.org' },
    { host: '' },
    { authorization: 'Bearer undefined', 'x-forwarded-for': '127.0.0.1' },
  ])('are not for whoever speaks for others or by another name: %j', (headers) => {
    expect(refuseMetrics(from('127.0.0.1', headers), { secret: SECRET })).toBe(404)
  })
})

describe('Metrics, with a token set,', () => {
  const ask = (address, headers) =>
    refuseMetrics(from(address, headers), { token: TOKEN, secret: SECRET })

  test('are for whoever says it, from anywhere', () => {
    const headers = { authorization: `Bearer ${TOKEN}`, 'x-forwarded-for': '192.0.2.7' }
    expect(ask('192.0.2.7', headers)).toBeNull()
  })

  test.each([
    ['nothing', {}],
    ['another', { authorization: 'Bearer another-one-altogether' }],
    ['only its beginning', { authorization: `Bearer ${TOKEN.slice(0, -1)}` }],
  ])('are refused to who says %s, on this machine too', (_what, headers) => {
    expect(ask('127.0.0.1', headers)).toBe(403)
  })

  test('are for our own processes without it', () => {
    expect(ask('127.0.0.1', { 'x-internal-secret': SECRET })).toBeNull()
  })
})
