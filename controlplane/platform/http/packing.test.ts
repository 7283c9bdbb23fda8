import { gunzipSync } from 'node:zlib'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { packAnswers } from './packing.ts'

const long = { text: 'a'.repeat(200_000) }
const app = fastify()
packAnswers(app)
app.get('/long', () => long)
app.get('/short', () => ({ text: 'a' }))

test.each(['gzip', 'br, gzip;q=0.5', '*', 'GZIP'])(
  'a long answer is packed for who takes "%s"',
  async accepted => {
    const answer = await app.inject({ url: '/long', headers: { 'accept-encoding': accepted } })
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
    expect(Number(answer.headers['content-length'])).toBe(answer.rawPayload.length)
    expect(JSON.parse(gunzipSync(answer.rawPayload).toString())).toEqual(long)
  },
)

test.each(['', 'br', 'gzip;q=0', 'gzip;q=0, *', 'xgzip'])(
  'it is plain for who takes "%s"',
  async accepted => {
    const answer = await app.inject({ url: '/long', headers: { 'accept-encoding': accepted } })
    expect(answer.headers['content-encoding']).toBeUndefined()
    expect(answer.json()).toEqual(long)
  },
)

test('a short answer is plain', async () => {
  const answer = await app.inject({ url: '/short', headers: { 'accept-encoding': 'gzip' } })
  expect(answer.headers['content-encoding']).toBeUndefined()
})
