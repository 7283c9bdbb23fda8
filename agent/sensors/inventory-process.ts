import { createHmac } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { diskLayout, system } from 'systeminformation'
import type { DisksFact, MachineFact } from '../../protocol/inventory.ts'
import { judgeDisks, judgeMachine } from './inventory-judging.ts'

/**
 * A process of its own that ends when it has answered: what it takes to find all this does not stay in the agent, and
 * no serial number ever gets there. It reads the key from its input, and writes one line. Of the library it uses the
 * machine and the disks, and nothing else.
 */ async function readInventory(key: string): Promise<{ machine: MachineFact; disks: DisksFact }> {
  const hash = (serial: string) =>
    key === '' ? null : createHmac('sha256', Buffer.from(key, 'base64url')).update(serial).digest('base64url')
  const [machine, disks] = await Promise.all([system(), diskLayout()])
  return { machine: judgeMachine(machine, hash), disks: judgeDisks(disks, hash) }
}

process.stdout.write(JSON.stringify(await readInventory((await text(process.stdin)).trim())))
