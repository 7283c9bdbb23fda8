import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { plantedTree } from '../../test/support/planted-tree.ts'
import { until } from '../../test/support/until.ts'
import { offMs, resetUsbPort } from './usb-port.ts'

const devices = 'sys/bus/usb/devices'
let tree: ReturnType<typeof plantedTree>
const authorized = (name: string) => readFileSync(join(tree.root, devices, name, 'authorized'), 'utf8')
const reset = (index: number) => resetUsbPort(join(tree.root, devices), index)

beforeEach(() => {
  tree = plantedTree()
  // A hub of ten ports with a hub of two in its ninth; in the order of their numbers: 1-1 … 1-9, 1-9.1, 1-9.2, 1-10.
  for (let port = 1; port <= 10; port += 1) tree.plant({ [`${devices}/1-0:1.0/usb1-port${port}/`]: '' })
  tree.plant({
    [`${devices}/1-9:1.0/1-9-port1/`]: '',
    [`${devices}/1-9:1.0/1-9-port2/`]: '',
    [`${devices}/1-2/authorized`]: '1',
    [`${devices}/1-9/authorized`]: '1',
    [`${devices}/1-9.2/authorized`]: '1',
    [`${devices}/1-10/authorized`]: '1',
    [`${devices}/1-9.2:1.0/bInterfaceClass`]: '08\n',
    [`${devices}/1-10:1.0/bInterfaceClass`]: '0e\n',
  })
})
afterEach(() => tree.remove())

describe('resetting a USB port', () => {
  it('takes what is in that port off the bus for a moment, and nothing else', async () => {
    const done = reset(11)
    await until('the device is off', () => authorized('1-10') === '0', offMs)
    expect(await done).toBe('done')
    expect(['1-2', '1-9', '1-9.2', '1-10'].map(authorized)).toEqual(['1', '1', '1', '1'])
  })

  it('says so when nothing is in it, and when there is no such port', async () => {
    expect(await Promise.all([reset(0), reset(12), reset(127)])).toEqual(Array(3).fill('nothing_there'))
    tree.plant({ [devices]: null })
    expect(await reset(0)).toBe('nothing_there')
  })

  it('leaves a disk alone, also one behind a hub', async () => {
    expect(await reset(10)).toBe('busy')
    expect(await reset(8)).toBe('busy')
    expect([authorized('1-9'), authorized('1-9.2')]).toEqual(['1', '1'])
  })
})
