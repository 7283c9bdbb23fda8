import { spawnSync } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Check } from 'typebox/schema'
import { describe, expect, it } from 'vitest'
import { DisksFact, MachineFact } from '../../protocol/inventory.ts'
import { type Found, Inventory, readInventory } from './inventory.ts'

const key = randomBytes(32).toString('base64url')
const program = fileURLToPath(new URL('inventory-process.ts', import.meta.url))
const isRoot = process.getuid?.() === 0

describe('what the machine is made of', () => {
  it('is found on this one by a process that ends with its answer', async () => {
    const read = await readInventory(key)
    expect(read.ok && Check(MachineFact, read.value.machine) && Check(DisksFact, read.value.disks)).toBe(true)
  })

  it('is unknown when that takes too long', async () => {
    expect(await readInventory(key, 1)).toEqual({ ok: false, reason: 'no_answer' })
  })

  it.each([
    ['says too much', "process.stdout.write('x'.repeat(400_000))", 'failed'],
    ['says nothing', '', 'failed'],
    ['says something else', "process.stdout.write('{}')", 'failed'],
    ['breaks', 'process.exit(3)', 'failed'],
    [
      'leaves something behind that holds on to its answer',
      "require('child_process').spawn('sleep', ['3'], { detached: true, stdio: 'inherit' }).unref()",
      'no_answer',
    ],
  ])('is unknown when that process %s, and the agent goes on', async (_case, code, reason) => {
    const folder = mkdtempSync(join(tmpdir(), 'setwacht-inventory-'))
    const file = join(folder, 'process.cjs')
    writeFileSync(file, code)
    expect(await readInventory(key, reason === 'no_answer' ? 1000 : 20_000, file)).toEqual({
      ok: false,
      reason,
    })
    rmSync(folder, { recursive: true })
  })

  it.runIf(isRoot)('is what its firmware says, its serial number hashed with the key and never told', () => {
    const said = {
      sys_vendor: 'Lichtwerk',
      product_name: 'Notitie 14',
      product_serial: 'SN-4711',
      product_uuid: 'u',
    }
    const files = Object.entries(said).map(([name, text]) => `printf '%s\\n' '${text}' > $dmi/${name}`)
    const plant = [
      'mount -t tmpfs tmpfs /sys/devices/virtual',
      'dmi=/sys/devices/virtual/dmi/id',
      'mkdir -p $dmi',
      ...files,
    ]
    const run = (input: string) => {
      const line = `${plant.join(' && ')} && exec '${process.execPath}' '${program}'`
      const options = { input, env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } }
      return spawnSync('unshare', ['--mount', 'sh', '-c', line], options).stdout.toString()
    }
    const answer = run(key)
    const { machine } = JSON.parse(answer) as Found
    const hash = createHmac('sha256', Buffer.from(key, 'base64url')).update('SN-4711').digest('base64url')
    expect(machine).toMatchObject({ make: 'Lichtwerk', serial_hash: hash })
    expect(answer).not.toContain('4711')
    expect((JSON.parse(run('')) as Found).machine.serial_hash, 'without a key').toBeNull()
  })
})

describe('the inventory', () => {
  const found: Found = { machine: { make: 'Lichtwerk', model: null, serial_hash: null }, disks: [] }
  const open = () => {
    const keys: (string | undefined)[] = []
    const clock = { now: 0 }
    const read = async (given: string | undefined) => {
      keys.push(given)
      return { ok: true, value: found } as const
    }
    return { keys, clock, inventory: new Inventory(() => clock.now, read) }
  }

  it('is taken when the control plane welcomes the set, not before, and once a day', async () => {
    const { keys, clock, inventory } = open()
    inventory.look()
    expect(inventory.found).toBeUndefined()
    await inventory.welcomed(key)
    await inventory.welcomed(key)
    expect(inventory.found).toEqual({ ok: true, value: found })
    clock.now = 86_399_000
    inventory.look()
    expect(keys).toEqual([key])
    clock.now = 86_400_000
    inventory.look()
    expect(keys).toEqual([key, key])
  })

  it('is taken anew with another key', async () => {
    const { keys, inventory } = open()
    await inventory.welcomed(undefined)
    await inventory.welcomed(key)
    expect(keys).toEqual([undefined, key])
  })
})
