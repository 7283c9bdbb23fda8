import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuditPage } from '../../controlplane/audit/api.ts'
import { todayAt } from '../../controlplane/calendar/day/rules.ts'
import type { TrajectoryContacts } from '../../controlplane/contacts/api.ts'
import type { TrajectoryDetail } from '../../controlplane/overview/trajectories/api.ts'
import { trajectoryColumns } from '../../controlplane/trajectories/import/column-rules.ts'
import type { TestControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn } from '../support/people.ts'
import {
  counsellorEmail,
  countKept,
  type FileRow,
  layFileGround,
  takeFile,
} from '../support/trajectory-file.ts'

let plane: TestControlPlane
let lead: SignedIn
let counsellor: string

beforeAll(async () => {
  ;({ plane, lead, counsellor } = await layFileGround(820))
})
afterAll(() => plane.stop())

const see = async (code: string) =>
  (await (await askAs(lead, `/api/trajectories/${code}`)).json()) as TrajectoryDetail

const noor: FileRow = {
  Traject: 'T-2026-7001',
  Voornaam: 'Noor',
  Klas: '4B',
  Niveau: 'Lager',
  Schooljaar: '2026-2027',
  Consulent: counsellorEmail.toUpperCase(),
  Instellingsnummer: '123456',
  Vestigingsnummer: '2',
  Ziekenhuis: 'ZH-1',
  Thuisset: 'HS-5810',
  Klasset: 'KS-5810',
  Aangevraagd: '01/09/2026',
  'Eerste contact gezin': '2-9-2026',
  'eerste contact school': '2026-09-03',
  'Formeel OK': '4.9.2026',
  'Pauze van': '01/10/2026',
  'Pauze tot': '10/10/2026',
  'Gezin naam': 'Els Maes',
  'Gezin telefoon': '+32 470 12 34 56',
  'Gezin e-mail': 'els@thuis.example',
  Opmerking: 'komt uit een ander systeem',
}

describe('a file of trajectories', () => {
  test('is tried first, and then nothing is kept', async () => {
    const before = await countKept(plane)
    expect(await takeFile(lead, [noor], true)).toMatchObject({
      isDry: true,
      rows: 1,
      added: 1,
      changed: 0,
      same: 0,
    })
    expect(await countKept(plane)).toEqual(before)
  })

  test('is taken in: places, sets, whose it is, child, milestones, pause and family', async () => {
    const answer = await takeFile(lead, [noor])
    expect(answer).toMatchObject({
      isDry: false,
      added: 1,
      changed: 0,
      same: 0,
      wrong: [],
      ignored: ['Opmerking'],
    })
    const code = noor.Traject!
    expect(await see(code)).toMatchObject({
      phase: 'assessment',
      level: 'primary',
      schoolYear: 2026,
      counsellor: { account: counsellor, firstName: 'An' },
      home: { set: 'HS-5810', place: { code: 'ZH-1' } },
      school: { set: 'KS-5810', place: { code: 'SCH-9' } },
      milestones: [
        { name: 'requested', day: '2026-09-01' },
        { name: 'first_contact', side: 'family', day: '2026-09-02' },
        { name: 'first_contact', side: 'school', day: '2026-09-03' },
        { name: 'formal_ok', day: '2026-09-04' },
      ],
      pauses: [{ fromDay: '2026-10-01', untilDay: '2026-10-10' }],
    })
    const child = await (await askAs(lead, `/api/trajectories/${code}/child`)).json()
    expect(child).toEqual({ code, child: { firstName: 'Noor', className: '4B' } })
    const { contacts } = (await (
      await askAs(lead, `/api/trajectories/${code}/contacts`)
    ).json()) as TrajectoryContacts
    expect(contacts).toMatchObject([{ role: 'family', name: 'Els Maes', phone: '+32 470 12 34 56' }])
  })

  test('the second time changes nothing', async () => {
    const before = await see(noor.Traject!)
    expect(await takeFile(lead, [noor])).toMatchObject({ added: 0, changed: 0, same: 1 })
    expect({ ...(await see(noor.Traject!)), at: before.at }).toEqual(before)
  })

  test('changes what it says and leaves what it does not say', async () => {
    const more = {
      Traject: noor.Traject!,
      Thuisset: 'HS-5811',
      'Eerste contact gezin': '05/09/2026',
      'Inhoudelijk OK': '06/09/2026',
    }
    expect(await takeFile(lead, [more])).toMatchObject({ added: 0, changed: 1, same: 0 })
    const found = await see(noor.Traject!)
    expect(found).toMatchObject({ phase: 'agreement', level: 'primary', home: { set: 'HS-5811' } })
    expect(found.milestones.map(({ day }) => day)).toContain('2026-09-05')
    expect(found.served.filter(({ until }) => until !== null)).toMatchObject([{ set: 'HS-5810' }])
    const family = { Traject: noor.Traject!, 'Gezin naam': 'Els Maes', 'Gezin telefoon': '016 00 00 01' }
    expect(await takeFile(lead, [family])).toMatchObject({ changed: 1 })
    expect(await takeFile(lead, [family])).toMatchObject({ same: 1 })
  })

  test('makes a home for who has none, under the code of the trajectory', async () => {
    await takeFile(lead, [{ Traject: 'T-2026-7002', Gemeente: 'Aalst' }])
    const place = { code: 'TH-2026-7002', municipality: 'Aalst' }
    expect(await see('T-2026-7002')).toMatchObject({ schoolYear: 2026, home: { place } })
    expect(await takeFile(lead, [{ Traject: 'T-2026-7002', Gemeente: 'Aalst' }])).toMatchObject({ same: 1 })
  })
})

const sameOrigin = { headers: { 'sec-fetch-site': 'same-origin' } }

async function exported(as: 'csv' | 'xlsx'): Promise<Buffer> {
  const answer = await askAs(lead, `/api/trajectories/export?as=${as}`, sameOrigin)
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
  return Buffer.from(await answer.arrayBuffer())
}

const factColumns = trajectoryColumns
  .map(({ name }) => name)
  .slice(14, -5)
  .filter(name => !['teruggetrokken', 'formeel geweigerd', 'inhoudelijk geweigerd'].includes(name))

/** A whole year of a whole fleet: every milestone, a family, a pause. */
function fleet(count: number): FileRow[] {
  const today = todayAt(Date.now())
  return Array.from({ length: count }, (_, n) => ({
    traject: `T-2025-${String(n + 1).padStart(4, '0')}`,
    voornaam: `Kind${n}`,
    klas: '3C',
    niveau: 'secundair',
    consulent: counsellorEmail,
    school: 'SCH-9',
    gemeente: 'Brugge',
    thuisset: `HS-${5000 + n}`,
    klasset: `KS-${5000 + n}`,
    ...Object.fromEntries(factColumns.map((name, at) => [name, at % 3 === 0 ? '2026-09-01' : today])),
    'pauze van': '2026-10-01',
    'pauze tot': '2026-10-05',
    'gezin naam': `Ouder ${n}`,
    'gezin telefoon': `+32 470 ${String(100_000 + n)}`,
    'gezin e-mail': `ouder${n}@thuis.example`,
  }))
}

test('800 trajectories with everything are taken in at once, and the second time nothing changes', {
  timeout: 60_000,
}, async () => {
  const rows = fleet(800)
  expect(await takeFile(lead, rows)).toMatchObject({ rows: 800, added: 800, wrongCount: 0 })
  expect(await takeFile(lead, rows)).toMatchObject({ added: 0, changed: 0, same: 800 })
  const milestones = 5 + 800 * factColumns.length
  expect(await countKept(plane)).toMatchObject({ trajectories: 804, milestones, contacts: 801, pauses: 801 })
})

test.each(['csv', 'xlsx'] as const)(
  'what is taken along as %s is taken in again and changes nothing, and whose names are in it is written down',
  async as => {
    const before = await plane.sql`select from access_log where how = 'export'`
    const file = await exported(as)
    const after = await plane.sql`select from access_log where how = 'export'`
    expect(after.length - before.length).toBeGreaterThan(1600)
    const of = 'select from access_log where record = '
    const read = await plane.sql.unsafe(`${of} 'child:T-2025-0001' or record = 'contacts:T-2025-0001'`)
    expect(read.length).toBeGreaterThanOrEqual(2)
    const acts = (await (
      await askAs(plane.admin, '/api/audit?act=trajectories_exported')
    ).json()) as AuditPage
    expect(acts.rows[0]).toMatchObject({ detail: { rows: 804, as } })
    expect(await takeFile(lead, file)).toMatchObject({
      rows: 804,
      added: 0,
      changed: 0,
      same: 804,
      ignored: [],
      wrongCount: 0,
    })
  },
)

describe('of a file with wrong rows', () => {
  test('the good ones are taken, and what changes is shown old beside new, but for what is personal', async () => {
    await takeFile(lead, [
      { Traject: 'T-2026-7901', Voornaam: 'Ada', Niveau: 'lager', Aangevraagd: '01/09/2026' },
    ])
    const rows = [
      { Traject: 'T-2026-7901', Voornaam: 'Adam', Niveau: 'secundair', Aangevraagd: '02/09/2026' },
      { Traject: 'T-2026-7902', Voornaam: 'Bo', Niveau: 'lager', Aangevraagd: '31/11/2025' },
      { Traject: 'T-2026-7903', Voornaam: 'Cas', Niveau: 'lager', Aangevraagd: '01/09/2026' },
    ]
    const said = await takeFile(lead, rows, true)
    expect(said).toMatchObject({ rows: 3, added: 1, changed: 1, same: 0, refused: 1 })
    expect(said.wrong).toMatchObject([{ row: 3, column: 'aangevraagd', value: '31/11/2025' }])
    expect(said.differences.map(({ column, before, after }) => [column, before, after])).toEqual([
      ['voornaam', null, null],
      ['niveau', 'lager', 'secundair'],
      ['aangevraagd', '01/09/2026', '02/09/2026'],
    ])
    expect(await takeFile(lead, rows)).toMatchObject({ added: 0, changed: 0 })
    expect(await takeFile(lead, rows, false, true)).toMatchObject({ added: 1, changed: 1, refused: 1 })
    expect((await see('T-2026-7901')).level).toBe('secondary')
    expect((await askAs(lead, '/api/trajectories/T-2026-7902')).status).toBe(404)
  })
})
