import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { countKept, type FileRow, layFileGround, takeFile } from '../support/trajectory-file.ts'

let plane: TestControlPlane
let lead: SignedIn
const paused = 'T-2026-7001'

beforeAll(async () => {
  ;({ plane, lead } = await layFileGround(20))
  await takeFile(lead, [{ Traject: paused, 'Pauze van': '01/10/2026', 'Pauze tot': '10/10/2026' }])
})
afterAll(() => plane.stop())

describe('every wrong row is named with its column, and nothing is kept', () => {
  const ok = { Traject: 'T-2026-7100' }
  const cases: [string, FileRow, string, string][] = [
    ['no code', { Traject: '', Klas: '1A', Voornaam: 'Bo' }, 'traject', 'missing'],
    ['a code of another kind', { Traject: 'X-1' }, 'traject', 'unreadable'],
    ['a level nobody knows', { ...ok, Niveau: 'hoger' }, 'niveau', 'unknown'],
    ['half a school year', { ...ok, Schooljaar: '2026-2029' }, 'schooljaar', 'unreadable'],
    ['a stranger', { ...ok, Consulent: 'niemand@sio.example' }, 'consulent', 'unknown'],
    ['words for an e-mail', { ...ok, Consulent: 'An Peeters' }, 'consulent', 'unreadable'],
    ['a school that is not there', { ...ok, School: 'SCH-404' }, 'school', 'unknown'],
    ['a hospital as a school', { ...ok, School: 'ZH-1' }, 'school', 'not_allowed'],
    ['a number without its other', { ...ok, Instellingsnummer: '123456' }, 'vestigingsnummer', 'missing'],
    [
      'numbers of no school',
      { ...ok, Instellingsnummer: '999999', Vestigingsnummer: '1' },
      'instellingsnummer',
      'unknown',
    ],
    ['a school as a home', { ...ok, Thuis: 'SCH-9' }, 'thuis', 'not_allowed'],
    ['two homes', { ...ok, Thuis: 'TH-HS-0001', Ziekenhuis: 'ZH-1' }, 'ziekenhuis', 'conflict'],
    ['a set that is not there', { ...ok, Thuisset: 'HS-404' }, 'thuisset', 'unknown'],
    ['a set of the other kind', { ...ok, Thuisset: 'KS-5000' }, 'thuisset', 'not_allowed'],
    ['a set of another pair', { ...ok, Klasset: 'KS-0001' }, 'klasset', 'conflict'],
    ['the thirtieth of February', { ...ok, Aangevraagd: '30/02/2026' }, 'aangevraagd', 'unreadable'],
    ['a day to come', { ...ok, 'Eerste les': '01/01/2050' }, 'eerste les', 'not_allowed'],
    ['a pause without a beginning', { ...ok, 'Pauze tot': '01/11/2026' }, 'pauze van', 'missing'],
    [
      'a pause that ends before it begins',
      { ...ok, 'Pauze van': '02/11/2026', 'Pauze tot': '01/11/2026' },
      'pauze tot',
      'conflict',
    ],
    [
      'a pause in another',
      { Traject: paused, 'Pauze van': '05/10/2026', 'Pauze tot': '06/10/2026' },
      'pauze van',
      'conflict',
    ],
    ['a class without a child', { ...ok, Klas: '1A' }, 'voornaam', 'missing'],
    ['a name that does not end', { ...ok, Voornaam: 'a'.repeat(61) }, 'voornaam', 'too_long'],
    ['a phone without a name', { ...ok, 'Gezin telefoon': '016 12 34 56' }, 'gezin naam', 'missing'],
    [
      'words for a phone',
      { ...ok, 'Gezin naam': 'Els', 'Gezin telefoon': 'bel mij' },
      'gezin telefoon',
      'unreadable',
    ],
    [
      'withdrawn after both signed',
      {
        ...ok,
        'Overeenkomst gezin': '01/09/2026',
        'Overeenkomst school': '01/09/2026',
        Teruggetrokken: '02/09/2026',
      },
      'teruggetrokken',
      'conflict',
    ],
  ]
  test.each(cases)('%s', async (_what, row, column, wrong) => {
    const before = await countKept(plane)
    const answer = await takeFile(lead, [{ Traject: 'T-2026-7101' }, row])
    expect(answer).toMatchObject({ added: 0, changed: 0, same: 0, wrongCount: 1 })
    expect(answer.wrong).toMatchObject([{ row: 3, column, wrong }])
    expect(await countKept(plane)).toEqual(before)
  })

  test('a code, and a set, that stand there twice', async () => {
    const rows = [
      { Traject: 'T-2026-7110', Klasset: 'KS-5012' },
      { Traject: 'T-2026-7110' },
      { Traject: 'T-2026-7111', Klasset: 'KS-5012' },
    ]
    expect((await takeFile(lead, rows)).wrong).toMatchObject([
      { row: 3, column: 'traject', wrong: 'twice' },
      { row: 4, column: 'klasset', wrong: 'twice' },
    ])
  })

  test('a file that is no table', async () => {
    const content = Buffer.from([0x50, 0x4b, 3, 4, 0, 0]).toString('base64')
    const answer = await tellAs(lead, '/api/trajectories/import', { name: 'x', content, dryRun: true })
    expect([answer.status, await answer.json()]).toMatchObject([422, { error: 'not_a_table' }])
  })

  test.each(['helpdesk', 'logistics', 'counsellor', 'policy', 'dpo'] as const)('the role %s', async role => {
    const file = { name: 'x', content: '', dryRun: true }
    const person = await signInAs(plane, role)
    expect((await tellAs(person, '/api/trajectories/import', file)).status).toBe(403)
    const asked = await askAs(person, '/api/trajectories/export?as=csv', {
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    expect(asked.status).toBe(403)
  })
})
