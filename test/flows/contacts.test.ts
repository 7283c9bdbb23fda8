import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AccessPage, AuditPage } from '../../controlplane/audit/api.ts'
import { resealContacts } from '../../controlplane/contacts/actions.ts'
import type { Contact, LocationContacts, TrajectoryContacts } from '../../controlplane/contacts/api.ts'
import { countSealedContacts, findContactMatches, findContacts } from '../../controlplane/contacts/queries.ts'
import { contactsMax } from '../../controlplane/contacts/rules.ts'
import { upsertContacts } from '../../controlplane/contacts/upsert/actions.ts'
import { openPersonalData, openPersonalKeys } from '../../controlplane/platform/keys/personal-data.ts'
import { makePersonalKey, personalKeyFile } from '../../controlplane/platform/keys/personal-key-file.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'

const mother = {
  role: 'family',
  name: 'Kanarina Vogelzang',
  phone: '+32 (0)470/11.22.33',
  email: 'kanarina@kooi.example',
  bestHours: 'na 16 uur kanarietijd',
} as const
const ict = {
  role: 'school_ict',
  name: 'Bram Nys',
  phone: '016 12 34 56',
  email: null,
  bestHours: null,
} as const
const ofChild = '/api/trajectories/T-2026-0001/contacts'
const ofOther = '/api/trajectories/T-2026-0002/contacts'
const ofSchool = '/api/locations/SCH-KS-0001/contacts'

let plane: TestControlPlane
let counsellor: SignedIn
let helpdesk: SignedIn
let logistics: SignedIn

beforeAll(async () => {
  plane = await startControlPlane()
  counsellor = await signInAs(plane, 'counsellor')
  helpdesk = await signInAs(plane, 'helpdesk')
  logistics = await signInAs(plane, 'logistics')
  await registerPairs(plane.admin, 2)
  await plane.sql`update trajectories set counsellor_id = ${counsellor.accountId} where code = 'T-2026-0001'`
})
afterAll(() => plane.stop())
beforeEach(() => plane.sql`delete from contacts`)

const ask = async <Answer>(path: string, person = helpdesk) =>
  (await (await askAs(person, path)).json()) as Answer
const add = async (path: string, fields: object, person = helpdesk) => {
  const answer = await tellAs(person, path, fields)
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { id: string }).id
}
const acts = async (act: string) => (await ask<AuditPage>(`/api/audit?act=${act}`, plane.admin)).rows
const reads = async () => (await ask<AccessPage>('/api/access', plane.admin)).rows

test('who is added is there, changed when that is said, and gone when taken away; each is written down without a name', async () => {
  const id = await add(ofChild, mother)
  expect(await ask<TrajectoryContacts>(ofChild)).toEqual({ contacts: [{ id, ...mother }], school: [] })
  const moved = { ...mother, role: 'teacher', phone: null, bestHours: null }
  expect((await tellAs(helpdesk, `/api/contacts/${id}`, moved, 'PUT')).status).toBe(200)
  expect((await ask<TrajectoryContacts>(ofChild)).contacts).toEqual([{ id, ...moved }])
  expect((await tellAs(helpdesk, `/api/contacts/${id}`, {}, 'DELETE')).status).toBe(200)
  expect((await ask<TrajectoryContacts>(ofChild)).contacts).toEqual([])
  for (const act of ['contact_added', 'contact_changed', 'contact_removed'])
    expect((await acts(act))[0]).toMatchObject({
      who: { actor: helpdesk.accountId },
      subject: `contact:${id}`,
      detail: { of: 'T-2026-0001' },
    })
})

test('with a child come those of its school, and both readings are written down', async () => {
  await add(ofChild, mother)
  await add(ofSchool, ict, logistics)
  const before = (await reads()).length
  const answer = await askAs(counsellor, ofChild)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await answer.json()).toMatchObject({ contacts: [mother], school: [ict] })
  const read = await reads()
  expect(read.length).toBe(before + 2)
  expect(
    read
      .slice(0, 2)
      .map(({ record, how }) => `${record} ${how}`)
      .sort(),
  ).toEqual(['contacts:SCH-KS-0001 detail', 'contacts:T-2026-0001 detail'])
  const ofPlace = await askAs(logistics, ofSchool)
  expect([ofPlace.headers.get('cache-control'), (await reads()).length]).toEqual(['no-store', before + 3])
})

describe('who may', () => {
  test('a counsellor reaches those of their own trajectories and of every place', async () => {
    const [own, others, place] = [
      await add(ofChild, mother),
      await add(ofOther, mother),
      await add(ofSchool, ict),
    ]
    const statuses = async (id: string) => {
      const changed = await tellAs(counsellor, `/api/contacts/${id}`, mother, 'PUT')
      return [changed.status, (await tellAs(counsellor, `/api/contacts/${id}`, {}, 'DELETE')).status]
    }
    expect([await statuses(own), await statuses(others), await statuses(place)]).toEqual([
      [200, 200],
      [404, 404],
      [200, 200],
    ])
    expect([(await askAs(counsellor, ofChild)).status, (await askAs(counsellor, ofOther)).status]).toEqual([
      200, 404,
    ])
    expect((await tellAs(counsellor, ofOther, mother)).status).toBe(404)
  })

  test('logistics reaches those of places, and nobody’s at home', async () => {
    const [home, place] = [await add(ofChild, mother), await add(ofSchool, ict)]
    expect((await askAs(logistics, ofChild)).status).toBe(403)
    expect((await tellAs(logistics, ofChild, mother)).status).toBe(403)
    expect((await tellAs(logistics, `/api/contacts/${home}`, ict, 'PUT')).status).toBe(404)
    expect((await tellAs(logistics, `/api/contacts/${place}`, ict, 'PUT')).status).toBe(200)
    expect((await ask<LocationContacts>(ofSchool, logistics)).contacts).toMatchObject([ict])
  })

  test.each(['policy', 'dpo'] as const)('the role %s reaches nobody', async role => {
    const person = await signInAs(plane, role)
    const id = await add(ofSchool, ict)
    for (const path of [ofChild, ofSchool]) {
      expect((await askAs(person, path)).status).toBe(403)
      expect((await tellAs(person, path, ict)).status).toBe(403)
    }
    expect((await tellAs(person, `/api/contacts/${id}`, ict, 'PUT')).status).toBe(403)
  })
})

describe('what is refused changes nothing and is nobody’s reading', () => {
  test.each([
    ['a trajectory that is not there', '/api/trajectories/T-2026-9999/contacts', mother, 404],
    ['a place that is not there', '/api/locations/SCH-NONE/contacts', ict, 404],
    ['a phone of letters', ofChild, { ...mother, phone: 'bel maar' }, 400],
    ['an address without @', ofChild, { ...mother, email: 'kanarina' }, 400],
    ['no name', ofChild, { ...mother, name: '' }, 400],
    ['a role that is none', ofChild, { ...mother, role: 'uncle' }, 400],
    ['a field more', ofChild, { ...mother, diagnosis: 'x' }, 400],
  ])('%s', async (_what, path, body, status) => {
    const before = [await acts('contact_added'), await reads()]
    expect((await tellAs(helpdesk, path, body)).status).toBe(status)
    if (status === 404) expect((await askAs(helpdesk, path)).status).toBe(404)
    expect([await acts('contact_added'), await reads()]).toEqual(before)
  })

  test('more contacts than there may be', async () => {
    for (let number = 1; number <= contactsMax; number++)
      await add(ofSchool, { ...ict, name: `Bram ${number}` })
    const refused = await tellAs(helpdesk, ofSchool, ict)
    expect([refused.status, await refused.json()]).toMatchObject([409, { error: 'too_many_contacts' }])
    const { contacts } = await ask<LocationContacts>(ofSchool)
    expect(contacts.map(({ name }: Contact) => name)).toEqual(
      Array.from({ length: contactsMax }, (_, index) => `Bram ${index + 1}`),
    )
  })

  test('a contact that is not there', async () => {
    const path = `/api/contacts/${crypto.randomUUID()}`
    expect((await tellAs(helpdesk, path, mother, 'PUT')).status).toBe(404)
    expect((await tellAs(helpdesk, path, {}, 'DELETE')).status).toBe(404)
  })
})

describe('somebody who calls is found', () => {
  const find = async (text: string) =>
    findContactMatches(plane.sql, await openPersonalKeys(plane.dataDir, Date.now()), text)

  test.each([
    ['VOGELZANG', ['T-2026-0001'], []],
    ['zang vogel', [], []],
    ['kanarina vogelzang', ['T-2026-0001'], []],
    ['0470 11 22 33', ['T-2026-0001'], []],
    ['+32470112233', ['T-2026-0001'], []],
    ['0032 470/11.22.33', ['T-2026-0001'], []],
    ['kanarina@kooi.example', ['T-2026-0001'], []],
    ['016123456', [], ['SCH-KS-0001']],
    ['nys', [], ['SCH-KS-0001']],
    ['kanarietijd', [], []],
    ['...', [], []],
  ])('by %s', async (text, trajectories, locations) => {
    await add(ofChild, mother)
    await add(ofSchool, ict)
    expect(await find(text)).toEqual({ trajectories, locations })
  })

  test('but not by what is no longer so', async () => {
    const id = await add(ofChild, mother)
    await tellAs(helpdesk, `/api/contacts/${id}`, { ...mother, name: 'Kanarina Peeters' }, 'PUT')
    expect([await find('vogelzang'), (await find('peeters')).trajectories]).toEqual([
      { trajectories: [], locations: [] },
      ['T-2026-0001'],
    ])
  })
})

test('nothing of them stands in the database to be read, and one that was moved to another does not open', async () => {
  const [one, other] = [await add(ofChild, mother), await add(ofOther, ict)]
  const rows = await plane.sql<{ row: string }[]>`
    select c::text as row from contacts c union all select a::text from audit_log a union all
    select a::text from access_log a`
  const stored = rows.map(({ row }) => row).join()
  const texts = ['Kanarina', 'Vogelzang', 'kooi', 'kanarietijd', '470112233', '470/11.22.33', 'Bram']
  const forms = texts.flatMap(text => [text, Buffer.from(text).toString('hex')])
  expect(forms.filter(form => stored.includes(form))).toEqual([])
  await plane.sql`
    update contacts c set sealed = o.sealed, key_id = o.key_id from contacts o
    where o.id = ${one} and c.id = ${other}`
  const answer = await askAs(helpdesk, ofOther)
  expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining('Kanarina')])
})

test('when the key is another one, they are sealed anew, and can be read and found as before', async () => {
  const id = await add(ofChild, mother)
  const keys = personalKeyFile.read(plane.dataDir)!
  const personal = openPersonalData([makePersonalKey(Date.now()), ...keys])
  expect(await resealContacts({ sql: plane.sql, personal }, 10)).toBe(1)
  expect(await resealContacts({ sql: plane.sql, personal }, 10)).toBe(0)
  expect([...(await countSealedContacts(plane.sql))]).toEqual([[personal.keyId(), 1]])
  const owner = { trajectory: 'T-2026-0001' }
  expect(await findContacts(plane.sql, personal, owner)).toEqual([{ id, ...mother }])
  expect((await findContactMatches(plane.sql, personal, 'vogelzang')).trajectories).toEqual(['T-2026-0001'])
})

describe('contacts out of a file', () => {
  const take = async (...said: Parameters<typeof upsertContacts>[2]) => {
    const personal = await openPersonalKeys(plane.dataDir, Date.now())
    return plane.sql.begin(tx => upsertContacts(tx, personal, said, Date.now()))
  }
  const said = {
    trajectory: 'T-2026-0001',
    role: 'family',
    name: 'An Claes',
    phone: null,
    email: null,
  } as const

  test('who has the same name, phone or e-mail is the same, and what is left out stays', async () => {
    const id = await add(ofChild, { ...mother, name: 'An Claes' })
    expect(await take(said)).toEqual({ ok: true, outcomes: ['same'] })
    const renamed = { ...said, name: 'An Claes-Maes', phone: mother.phone }
    expect(await take(renamed)).toEqual({ ok: true, outcomes: ['changed'] })
    const { contacts } = await ask<TrajectoryContacts>(ofChild)
    expect(contacts).toEqual([{ ...mother, id, name: 'An Claes-Maes' }])
    expect(await take({ ...said, role: 'teacher' }, { ...said, name: 'Jo Smet' })).toEqual({
      ok: true,
      outcomes: ['added', 'added'],
    })
    expect((await ask<TrajectoryContacts>(ofChild)).contacts).toHaveLength(3)
  })

  test('with one that is wrong nobody is added', async () => {
    const wrong = { ...said, name: 'Jo Smet', phone: '12' }
    expect(await take(said, wrong)).toEqual({
      ok: false,
      wrong: [{ at: 1, field: 'phone', wrong: 'unreadable', expected: '016 12 34 56' }],
    })
    expect((await ask<TrajectoryContacts>(ofChild)).contacts).toEqual([])
  })
})
