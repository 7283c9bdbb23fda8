import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { enrol } from '../../agent/identity/enrolment.ts'
import { HeldIdentity } from '../../agent/identity/held-identity.ts'
import type { Identity } from '../../agent/identity/identity.ts'
import type { IdentityFields } from '../../agent/identity/identity-fields.ts'
import { makeKeyAndRequest, startRequestMaker } from '../../agent/identity/requests.ts'
import type { DoorKind } from '../../protocol/doors.ts'
import type { TestControlPlane } from './control-plane.ts'
import { askForCodeParts, registerSet } from './enrolment.ts'

/** An enrolled identity whose one door is MQTT over TLS on this port: that of a cable, say. */
export function leadThrough(identity: Identity, port: number): Identity {
  if (!(identity instanceof HeldIdentity)) throw new Error('this set has no certificate')
  const doors = identity.doors(['mqtt']).map(door => ({ ...door, port }))
  return Object.assign(identity, {
    doors: (kinds: readonly DoorKind[]) => (kinds.includes('mqtt') ? doors : []),
  })
}

type Plane = Pick<TestControlPlane, 'admin' | 'sql'>

/** A set that is enrolled in a folder of its own, and what the control plane knows of it. */
export type EnrolledSet = Awaited<ReturnType<typeof prepareEnrolledSet>>

export async function prepareEnrolledSet(plane: Plane, label: string, makeRequest = makeKeyAndRequest) {
  const directory = mkdtempSync(join(tmpdir(), 'setwacht-set-'))
  await registerSet(plane.admin, label)
  const code = await askForCodeParts(plane.admin, label)
  const enrolled = await enrol({ directory, code, makeRequest, say: () => undefined })
  if (!enrolled.ok) throw new Error(enrolled.message)
  return viewEnrolledSet(plane, label, directory)
}

/** Several sets, their labels numbered from 1 on; one process makes all their keys. */
export async function prepareEnrolledSets(plane: Plane, prefix: string, count: number) {
  const maker = startRequestMaker()
  try {
    const sets: EnrolledSet[] = []
    for (let one = 1; one <= count; one += 1) {
      const label = `${prefix}-${String(one).padStart(4, '0')}`
      sets.push(await prepareEnrolledSet(plane, label, maker.make))
    }
    return sets
  } finally {
    maker.close()
  }
}

/** Looks at a set from both sides: its folder, and what is known of it. */
export function viewEnrolledSet({ sql }: Plane, label: string, directory: string) {
  const own = sql`select device_no from devices join sets on sets.id = set_id where label = ${label}`
  return {
    label,
    directory,
    folder: (...names: string[]) => join(directory, 'identity', ...names),
    identity: async () =>
      JSON.parse(await readFile(join(directory, 'identity', 'identity.json'), 'utf8')) as IdentityFields,
    async known(): Promise<{ state: string; presence: string; beaconAt: Date | null } | undefined> {
      const [row] = await sql<{ state: string; presence: string; beaconAt: Date | null }[]>`
        select state, presence, beacon_at as "beaconAt" from devices join connections using (device_no)
        where device_no in (${own})`
      return row
    },
    async isOnline(): Promise<boolean> {
      return (await this.known())?.presence === 'online'
    },
    /** Oldest first. */
    certificates: () => sql<{ connected: boolean; replaced: boolean }[]>`
      select connected_at is not null as connected, replaced_at is not null as replaced
      from certificates where device_no in (${own}) order by issued_at, serial`,
    async wasQuestioned(): Promise<boolean> {
      const rows = await sql`
        select 1 from device_history where state = 'questioned' and device_no in (${own})`
      return rows.length > 0
    },
    async devices(): Promise<number> {
      const [row] = await sql<
        { n: number }[]
      >`select count(*)::int as n from devices where device_no in (${own})`
      return row?.n ?? 0
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}
