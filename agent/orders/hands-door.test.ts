import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HandsDoor } from './hands-door.ts'

let folder: string
let path: string
let server: Server
let heard: string[]
let answer: string
let said: string[]
let door: HandsDoor

/** Somebody at the other end who says what the test wants; the real hands have tests of their own. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'setwacht-door-'))
  path = join(folder, 'hands.sock')
  heard = []
  said = []
  server = createServer({ allowHalfOpen: true }, socket => {
    let text = ''
    socket.on('data', chunk => {
      text += chunk
    })
    socket.on('end', () => {
      heard.push(text)
      socket.end(answer)
    })
  })
  await new Promise<void>(resolve => server.listen(path, resolve))
  door = new HandsDoor(path, (level, what) => said.push(`${level}: ${what}`))
})
afterEach(async () => {
  await new Promise(resolve => server.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

describe('the door to the hands', () => {
  it('passes a command key on until they know it', async () => {
    answer = '{"id":null,"code":"failed"}\n'
    await door.passKey('a.b.c')
    answer = '{"id":null,"code":"done"}\n'
    await door.passKey('a.b.c')
    await door.passKey('a.b.c')
    expect(heard).toEqual(['a.b.c', 'a.b.c'])
    await door.passKey('d.e.f')
    expect(heard).toEqual(['a.b.c', 'a.b.c', 'd.e.f'])
  })

  it('takes no answer for one that is none, and goes on', async () => {
    for (const wrong of ['', 'done', '{"code":"done"}', 'x'.repeat(5000)]) {
      answer = wrong
      await door.passKey('a.b.c')
    }
    expect(heard).toHaveLength(4)
  })

  it('asks twenty times in vain and no more: each time root starts a program', async () => {
    answer = '{"id":null,"code":"wrong_signature"}\n'
    for (let welcome = 0; welcome < 25; welcome += 1) await door.passKey(`a.b.${welcome}`)
    expect(heard).toHaveLength(20)
  })

  it('asks them once they are there, however often it found nobody before', async () => {
    const later = join(folder, 'later.sock')
    const early = new HandsDoor(later, (level, what) => said.push(`${level}: ${what}`))
    for (let welcome = 0; welcome < 25; welcome += 1) await early.passKey('a.b.c')
    answer = '{"id":null,"code":"done"}\n'
    symlinkSync(path, later)
    await early.passKey('a.b.c')
    expect(heard).toEqual(['a.b.c'])
  })

  it('says nothing on a set without hands', async () => {
    await new HandsDoor(join(folder, 'nobody'), (level, what) => said.push(`${level}: ${what}`)).passKey(
      'a.b.c',
    )
    expect(said).toEqual([])
  })
})
