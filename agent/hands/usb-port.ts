import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { HandsCode } from '../../protocol/hands.ts'

/** What is taken off needs a moment to be gone before it comes back. */
export const offMs = 1000

const hub = /^\d+-[\d.]+:1\.0$/
const port = /^(?:usb(\d+)|(\d+-\d+(?:\.\d+)*))-port(\d+)$/
const diskClass = '08'

/**
 * Takes what is in a port off the bus and lets it come back. `index`: the port's place among those of all hubs, in the
 * order of their numbers; that stays when something else is plugged in or falls off. Linux: sysfs.
 */
export async function resetUsbPort(devices: string, index: number): Promise<HandsCode> {
  const device = (await listPorts(devices))[index]
  if (device === undefined) return 'nothing_there'
  const authorized = join(devices, device, 'authorized')
  if (!existsSync(authorized)) return 'nothing_there'
  // The set may run from it.
  if (await hasDisk(devices, device)) return 'busy'
  await writeFile(authorized, '0')
  await pause(offMs)
  await writeFile(authorized, '1')
  return 'done'
}

/** What the system calls the device in each port, whether there is one or not: `1-4`, or `1-4.2` behind a hub in it. */
async function listPorts(devices: string): Promise<string[]> {
  const hubs = (await readdir(devices).catch(() => [])).filter(name => hub.test(name))
  const inHubs = await Promise.all(hubs.map(name => readdir(join(devices, name))))
  return inHubs
    .flat()
    .flatMap(name => {
      const [, bus, behind, number] = port.exec(name) ?? []
      if (number === undefined) return []
      return [bus === undefined ? `${behind}.${number}` : `${bus}-${number}`]
    })
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}

/** Whether it, or something behind it, stores files. */
async function hasDisk(devices: string, device: string): Promise<boolean> {
  const parts = (await readdir(devices)).filter(
    name => name.startsWith(`${device}:`) || (name.startsWith(`${device}.`) && name.includes(':')),
  )
  const classes = await Promise.all(
    parts.map(name => readFile(join(devices, name, 'bInterfaceClass'), 'utf8').catch(() => '')),
  )
  return classes.some(text => text.trim() === diskClass)
}
