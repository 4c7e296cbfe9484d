import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { asLogLines, createRequestLog, pathForLog, requestIdOf } from './log-line.mjs'

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/

describe('The id of a request', () => {
  test('is the one it came with', () => {
    expect(requestIdOf({ 'x-request-id': 'edge-7.f00dcafe' })).toBe('edge-7.f00dcafe')
  })

  test.each([
    undefined,
    '',
    'short',
    'with blanks in it',
    'a"quote"breaks',
    'x'.repeat(65),
    'line\nbreak-in-it',
    ['two-of-them-1', 'two-of-them-2'],
  ])('is a new one where %j can be none', (given) => {
    expect(requestIdOf({ 'x-request-id': given })).toMatch(UUID)
  })
})

describe('An address in a log', () => {
  test.each([
    ['/desk/claims/x', '/desk/claims/x'],
    ['/api/auth/callback/oidc?code=secret&state=secret', '/api/auth/callback/oidc'],
    ['/invite/the-token-that-lets-in', '/invite/…'],
  ])('of %s is %s', (target, written) => {
    expect(pathForLog(target)).toBe(written)
  })
})

describe('A program’s own words', () => {
  test('become one line of JSON, and what is JSON stays', () => {
    const text = 'Error: broke\n    at here\n{"time":"2025-01-01T00:00:00Z","level":"info"}\nlast\n'
    const lines = asLogLines('error', 'desk', text).trimEnd().split('\n').map(JSON.parse)
    expect(lines).toMatchObject([
      { level: 'error', from: 'desk', message: 'Error: broke\n    at here' },
      { level: 'info' },
      { message: 'last' },
    ])
  })
})

describe('The log of requests', () => {
  const answered = (format) => {
    const lines = []
    const log = createRequestLog({ format, from: 'front', out: { write: (x) => lines.push(x) } })
    const response = Object.assign(new EventEmitter(), {
      headersSent: true,
      statusCode: 200,
      writableFinished: true,
    })
    log.follow({ method: 'GET' }, response, { id: 'an-id-of-it', path: '/desk?q=secret' })
    response.emit('close')
    return lines
  }

  test('is a line of JSON for each', () => {
    const [line] = answered('json')
    expect(JSON.parse(line)).toEqual({
      time: expect.any(String),
      level: 'info',
      from: 'front',
      requestId: 'an-id-of-it',
      method: 'GET',
      path: '/desk',
      status: 200,
      ms: expect.any(Number),
    })
  })

  test('is not kept in a terminal', () => {
    expect(answered('plain')).toEqual([])
  })
})
