import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { known, plantedTree } from '../../test/support/planted-tree.ts'
import { isInstalled, resolves } from './surroundings.ts'

let machine: ReturnType<typeof plantedTree>
beforeEach(() => {
  machine = plantedTree()
})
afterEach(() => machine.remove())

function plantProgram(path: string, mode = 0o755): void {
  const whole = join(machine.root, path)
  mkdirSync(dirname(whole), { recursive: true })
  writeFileSync(whole, '')
  chmodSync(whole, mode)
}
const find = (...names: string[]) =>
  isInstalled(names, [join(machine.root, 'usr/bin'), join(machine.root, 'opt/*')])

describe('the call application', () => {
  it('is found among the programs, and in a folder of its own or one below', async () => {
    plantProgram('usr/bin/lesson')
    plantProgram('opt/video/video')
    plantProgram('opt/maker/deep/deep')
    expect(await find('lesson')).toEqual(known(true))
    expect(await find('nothing', 'video')).toEqual(known(true))
    expect(await find('deep')).toEqual(known(true))
  })

  it('is not found where nothing may be started by that name', async () => {
    plantProgram('usr/bin/lesson', 0o644)
    plantProgram('opt/maker/too/far/down')
    expect(await find('lesson', 'down')).toEqual(known(false))
  })

  it('is not found on a machine without programs', async () => {
    expect(await find('lesson')).toEqual(known(false))
  })
})

async function silentServer(): Promise<Socket> {
  const server = createSocket('udp4')
  server.bind(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}
const nameOf = (server: Socket) => `127.0.0.1:${server.address().port}`

describe('the name of the control plane', () => {
  it('needs no name server when it is an address, or the machine itself', async () => {
    expect(await resolves('127.0.0.1')).toEqual(known(true))
    expect(await resolves('localhost')).toEqual(known(true))
  })

  it('leads nowhere when no name server answers, however many there are', async () => {
    const silent = await Promise.all([1, 2, 3].map(silentServer))
    const began = performance.now()
    const found = await resolves('set.school.invalid', silent.map(nameOf))
    for (const server of silent) server.close()
    expect(found).toEqual(known(false))
    expect(performance.now() - began).toBeLessThan(5000)
  })

  it('leads nowhere when nobody knows it', async () => {
    expect(await resolves('set.school.invalid')).toEqual(known(false))
  })
})
