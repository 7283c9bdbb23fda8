import Type, { type Static } from 'typebox'

const Name = Type.Union([Type.String({ maxLength: 64 }), Type.Null()])

/** 32 bytes in base64url: the key by which sets hash serial numbers, and such a hash. */
export const InventoryKey = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })
const SerialHash = Type.Union([InventoryKey, Type.Null()])

/** What the machine says it is. `serial_hash`: HMAC-SHA256, so that nobody can guess serials; null = unknown. */
export const MachineFact = Type.Object({ make: Name, model: Name, serial_hash: SerialHash })
export type MachineFact = Static<typeof MachineFact>

/** Disks that stay in the set, in the order of their names; what is plugged in for a while is none. */
export const DisksFact = Type.Union([
  Type.Array(Type.Object({ model: Name, serial_hash: SerialHash }), { maxItems: 4 }),
  Type.Null(),
])
export type DisksFact = Static<typeof DisksFact>
