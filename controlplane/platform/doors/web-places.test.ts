import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { openWebDoor } from './web-places.ts'

test('a web server leaves upgrades to who takes them, and lets go after two minutes in which nothing moved', () => {
  const plain = createServer()
  openWebDoor(plain, [])
  expect([plain.listenerCount('upgrade'), plain.timeout]).toEqual([0, 120_000])
  const taking = createServer().on('upgrade', (_request, socket) => socket.destroy())
  openWebDoor(taking, [])
  expect(taking.listenerCount('upgrade')).toBe(2)
})
