import { randomBytes } from 'node:crypto'
import Type from 'typebox'
import { InventoryKey } from '../../../protocol/inventory.ts'
import { keyFile } from './key-file.ts'

/** The key by which sets hash serial numbers. It never changes: with another one a known machine looks like a new one. */
const inventoryKeyFile = keyFile({
  name: 'inventory-key.json',
  key: Type.Object({ madeAt: Type.Integer(), secret: InventoryKey }),
  keysMax: 1,
  ifOpen: 'who can read it can find out serial numbers by trying them.',
  ifLost: 'without it every machine looks like a new one.',
})

/**
 * Opens `inventory-key.json` in the data directory, and makes it when it is not there; `now` in ms since 1970 UTC.
 * @throws StartRefused when others may read the file, or it cannot be read.
 */
export async function openInventoryKey(dataDir: string, now: number): Promise<string> {
  const fresh = { madeAt: now, secret: randomBytes(32).toString('base64url') }
  const kept = inventoryKeyFile.read(dataDir) ?? (await inventoryKeyFile.writeFirst(dataDir, fresh))
  return (kept[0] ?? fresh).secret
}
