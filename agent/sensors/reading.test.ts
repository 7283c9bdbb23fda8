import { execFileSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { known, plantedTree, unknown } from '../../test/support/planted-tree.ts'
import { readNames, readNumber, readText } from './reading.ts'
import { readMemory, readSystemName, watchCpu } from './system.ts'

let machine: ReturnType<typeof plantedTree>
const path = (name: string) => join(machine.root, name)
beforeEach(() => {
  machine = plantedTree()
})
afterEach(() => machine.remove())

describe('a file of the system', () => {
  it.each([
    ['42\n', known(42)],
    ['42\r\n', known(42)],
    ['42\0\0', known(42)],
    ['-7.5', known(-7.5)],
    ['18446744073709551615', known(2 ** 64)],
    ['', unknown('failed')],
    ['\0', unknown('failed')],
    ['0x2a', unknown('failed')],
    ['1e3', unknown('failed')],
    ['Infinity', unknown('failed')],
    ['42 mV', unknown('failed')],
  ])('that holds %j is the number %j', async (text, right) => {
    writeFileSync(path('number'), text)
    expect(await readNumber(path('number'))).toEqual(right)
  })

  it('is read whole, and not at all when no file of a system is so long', async () => {
    writeFileSync(path('long'), 'x'.repeat(20_000))
    writeFileSync(path('endless'), Buffer.alloc(2 ** 20 + 4096, 'x'))
    expect(await readText(path('long'))).toEqual(known('x'.repeat(20_000)))
    expect(await readText(path('endless'))).toEqual(unknown('failed'))
  })

  it('is none when a pipe, a folder or a device stands in its place: it is not waited for', async () => {
    execFileSync('mkfifo', [path('pipe')])
    symlinkSync('/dev/zero', path('device'))
    for (const name of ['pipe', 'device', '.'])
      expect(await readText(path(name)), name).toEqual(unknown('failed'))
  })

  it('that is not there is absent, and a folder that is not there is empty', async () => {
    expect(await readText(path('nothing'))).toEqual(unknown('absent'))
    expect(await readNames(path('nothing'))).toEqual(known([]))
  })
})

describe('the processor and the memory', () => {
  const busy = async (...lines: string[]) => {
    const look = watchCpu(machine.roots)
    let last: unknown
    for (const line of lines) {
      machine.plant({ 'proc/stat': `${line}\n` })
      last = await look()
    }
    return last
  }

  it('are not taken for busy when the system corrects a count, and are unknown when it began anew', async () => {
    expect(await busy('cpu  100 0 100 800 90 0 0 0', 'cpu  110 0 100 890 40 0 0 0')).toEqual(known(10))
    expect(await busy('cpu  900 0 900 9000 9', 'cpu  10 0 10 90 0')).toEqual(known(null))
    expect(await busy('cpu  900 0 900 9000 9', 'cpu  970 0 965 5500 6')).toEqual(known(null))
  })

  it('count what lies free and what can be freed where the system does not add them up', async () => {
    machine.plant({
      'proc/meminfo': 'MemTotal: 1000 kB\r\nMemFree: 100 kB\r\nBuffers: 50 kB\r\nCached: 250 kB\r\n',
    })
    expect(await readMemory(machine.roots)).toEqual(known(60))
  })
})

describe('the name of the system', () => {
  it.each([
    ['PRETTY_NAME="Debian GNU/Linux 13"\r\n', 'Debian GNU/Linux 13'],
    ["NAME=x\nPRETTY_NAME='Ubuntu 26.04'\n", 'Ubuntu 26.04'],
    ['NAME=Alpine\n', 'Alpine'],
    ['PRETTY_NAME="The \\"Good\\" One"\n', 'The "Good" One'],
    ['PRETTY_NAME=""\nNAME="Void"\n', 'Void'],
    ['ID=x\n', null],
  ])('is read from %j', async (text, right) => {
    machine.plant({ 'etc/os-release': text })
    expect(await readSystemName(path('etc'))).toBe(right)
  })

  it('is looked for in its second place as well', async () => {
    machine.plant({ 'usr/lib/os-release': 'PRETTY_NAME="Fedora 44"\n' })
    expect(await readSystemName(path('etc'))).toBe('Fedora 44')
  })
})
