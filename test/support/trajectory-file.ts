import { expect } from 'vitest'
import { ensureAccount } from '../../controlplane/people/account/actions.ts'
import type { ImportAnswer } from '../../controlplane/platform/files/table/import-api.ts'
import { openPersonalKeys } from '../../controlplane/platform/keys/personal-data.ts'
import { startControlPlane, type TestControlPlane } from './control-plane.ts'
import { type SignedIn, signInAs, tellAs } from './people.ts'
import { post, registerPairs } from './registration.ts'

export const counsellorEmail = 'an.peeters@sio.example'
/** Cells by heading. */
export type FileRow = Record<string, string>

/** Two pairs, a hospital, a school with its numbers, a counsellor by e-mail, and so many free sets from 5000 on. */
export async function layFileGround(sets: number) {
  const plane = await startControlPlane()
  const lead = await signInAs(plane, 'lead')
  await registerPairs(plane.admin, 2)
  const personal = await openPersonalKeys(plane.dataDir, Date.now())
  const name = { firstName: 'An', name: 'Peeters', email: counsellorEmail }
  const from = { issuer: 'https://login.example.org', subject: 'an', roles: ['counsellor'] as const }
  const counsellor = await plane.sql.begin(tx =>
    ensureAccount(tx, personal, { ...name, ...from }, Date.now()),
  )
  const place = { municipality: 'Gent', provider: null, institutionNo: null, siteNo: null }
  await post(plane.admin, '/api/locations', [
    { ...place, code: 'ZH-1', kind: 'hospital', name: 'Ziekenhuis' },
    { ...place, code: 'SCH-9', kind: 'school', name: 'De Linde', institutionNo: '123456', siteNo: '2' },
  ])
  const set = (start: string, kind: string) => (_: unknown, n: number) => {
    return { label: `${start}-${5000 + n}`, kind, components: [] }
  }
  await post(plane.admin, '/api/sets', [
    ...Array.from({ length: sets }, set('HS', 'home')),
    ...Array.from({ length: sets }, set('KS', 'school')),
  ])
  return { plane, lead, counsellor }
}

function asCsv(rows: readonly FileRow[]): string {
  const headings = [...new Set(rows.flatMap(row => Object.keys(row)))]
  const lines = [headings, ...rows.map(row => headings.map(heading => row[heading] ?? ''))]
  return lines.map(line => line.map(cell => `"${cell}"`).join(';')).join('\r\n')
}

/** Sends rows, or a file as it is, to be taken in or tried. */
export async function takeFile(
  person: SignedIn,
  rows: readonly FileRow[] | Buffer,
  dryRun = false,
  goodRows = false,
): Promise<ImportAnswer> {
  const bytes = Buffer.isBuffer(rows) ? rows : Buffer.from(asCsv(rows))
  const file = { name: 'trajecten', content: bytes.toString('base64'), dryRun, goodRows }
  const answer = await tellAs(person, '/api/trajectories/import', file)
  const body = (await answer.json()) as ImportAnswer
  expect([answer.status, body]).toEqual([200, expect.anything()])
  return body
}

/** How much there is of everything that a file can bring. */
export async function countKept({ sql }: TestControlPlane) {
  const [row] = await sql<Record<string, number>[]>`
    select (select count(*)::int4 from trajectories) as trajectories,
      (select count(*)::int4 from milestones) as milestones, (select count(*)::int4 from pair_sets) as pairs,
      (select count(*)::int4 from contacts) as contacts, (select count(*)::int4 from locations) as locations,
      (select count(*)::int4 from pauses) as pauses,
      (select count(*)::int4 from audit_log where act = 'trajectories_imported') as acts`
  return row!
}
