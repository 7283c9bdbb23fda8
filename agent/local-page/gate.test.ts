import { describe, expect, it } from 'vitest'
import { type Asked, refusalOf } from './gate.ts'

const port = 47_808
const token = 'abcdefghijklmnopqrstuv'
const page = {
  host: `127.0.0.1:${port}`,
  origin: `http://127.0.0.1:${port}`,
  'content-type': 'application/json',
  'sec-fetch-site': 'same-origin',
  'x-setwacht-token': token,
}
const asked = (headers: Record<string, string | undefined>, method = 'POST'): Asked => ({
  method,
  path: '/help',
  headers: { ...page, ...headers },
})
const change = (headers: Record<string, string | undefined>, method?: string) =>
  refusalOf('change', asked(headers, method), port, token)?.status

describe('the page of the set', () => {
  it('may do what it does, by either of its two names', () => {
    expect(change({})).toBeUndefined()
    expect(change({ host: `localhost:${port}`, origin: `http://localhost:${port}` })).toBeUndefined()
  })

  it.each([
    undefined,
    '',
    'localhost',
    '127.0.0.1',
    'localhost:80',
    `localhost.:${port}`,
    `LOCALHOST:${port}`,
    `127.0.0.1:${port}:${port}`,
    `127.1:${port}`,
    `[::1]:${port}`,
    `0.0.0.0:${port}`,
    `evil.example:${port}`,
    `localhost.evil.example:${port}`,
  ])('is not served as %j, files neither', host => {
    expect(change({ host })).toBe(421)
    expect(refusalOf('file', asked({ host }, 'GET'), port, token)?.status).toBe(421)
  })

  it.each([
    undefined,
    'null',
    'http://127.0.0.1',
    `http://localhost:${port}`,
    `https://127.0.0.1:${port}`,
    `http://127.0.0.1:${port}/`,
    'https://evil.example',
  ])('takes nothing that comes from %j', origin => {
    expect(change({ origin })).toBe(403)
  })

  it.each([
    undefined,
    'text/plain',
    'application/json; charset=utf-8',
    'application/json\ta',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=a',
  ])('takes nothing that says it is %j', type => {
    expect(change({ 'content-type': type })).toBe(415)
  })

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', { 'sec-fetch-site': 'same-site' }],
    ['a person who types the address', { 'sec-fetch-site': 'none' }],
  ])('is neither read nor changed by %s', (_who, headers) => {
    expect(change(headers)).toBe(403)
    expect(refusalOf('read', asked(headers, 'GET'), port, token)?.status).toBe(403)
  })

  it.each([undefined, '', token.slice(1), `${token}a`, token.toUpperCase()])(
    'is neither read nor changed with %j',
    given => {
      expect(change({ 'x-setwacht-token': given })).toBe(401)
      expect(refusalOf('read', asked({ 'x-setwacht-token': given }, 'GET'), port, token)?.status).toBe(401)
    },
  )

  it('takes a body of a few words', () => {
    expect(change({ 'content-length': '2049' })).toBe(413)
    expect(change({ 'content-length': '2048' })).toBeUndefined()
  })

  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('changes nothing by %s', method => {
    expect(change({}, method)).toBe(405)
  })
})
