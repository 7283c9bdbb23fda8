import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SetEnrolment } from '../../controlplane/enrolment/api.ts'
import { Board } from '../../controlplane/overview/board/api.ts'
import { SetDetail } from '../../controlplane/overview/set/api.ts'
import { Series, Timeline } from '../../controlplane/overview/set/series-api.ts'
import { SetsPage } from '../../controlplane/overview/sets/api.ts'
import { readHere } from '../../controlplane/platform/files/table/reader.ts'
import { rollUpHours } from '../../controlplane/telemetry/roll-up/actions.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, type HandSet, reportBody } from '../support/hand-set.ts'
import { askAs } from '../support/people.ts'
import { post, registerPairs } from '../support/registration.ts'

let plane: TestControlPlane
let set: HandSet

beforeAll(async () => {
  plane = await startControlPlane()
  const [pair] = await registerPairs(plane.admin, 3)
  set = await connectHandSet({ deviceId: pair?.school.deviceId ?? '', mqttPort: plane.mqttPort })
  const camera = { present: false, model: null, driver: null, error: null, blocked: null }
  await set.hello({ facts: { camera_1: camera, interface: 'wifi', simulated: true } })
  await set.send('report', 1, reportBody({ rtt_p50_ms: 12.5, loss_mean_percent: 0.5 }))
  await set.send('event', 2, { facts: { camera_1: { ...camera, present: true } } })
  await set.acknowledges(2)
  await rollUpHours(plane.sql, Date.now() + 1)
})
afterAll(async () => {
  await set.goodbye()
  await plane.stop()
})

const get = async (path: string, headers: Record<string, string> = {}) =>
  askAs(plane.admin, path, { headers })

describe('answers keep their contract', () => {
  test.each([
    ['/api/board', Board],
    ['/api/board?sets=KS-0001', Board],
    ['/api/sets', SetsPage],
    ['/api/sets/KS-0001/enrolment', SetEnrolment],
    ['/api/sets/HS-0002/enrolment', SetEnrolment],
    ['/api/sets/KS-0001', SetDetail],
    ['/api/sets/HS-0002', SetDetail],
    ['/api/sets/KS-0001/series?span=hour', Series],
    ['/api/sets/KS-0001/series?span=week', Series],
    ['/api/sets/HS-0002/series?span=day', Series],
    ['/api/sets/KS-0001/timeline', Timeline],
    ['/api/sets/KS-0001/timeline?kind=fact', Timeline],
  ])('%s', async (path, contract) => {
    const answer = await get(path)
    expect(answer.status).toBe(200)
    const body = await answer.json()
    expect([...Compile(contract).Errors(body)]).toEqual([])
  })

  test('a named set brings its own pair and no other', async () => {
    const { pairs } = (await (await get('/api/board?sets=KS-0002')).json()) as {
      pairs: { trajectory: string }[]
    }
    expect(pairs.map(({ trajectory }) => trajectory)).toEqual(['T-2026-0002'])
  })

  test('the roll-up of the hour holds the report', async () => {
    const week = (await (await get('/api/sets/KS-0001/series?span=week')).json()) as {
      values: { rtt_p50_ms: number[] }
    }
    expect(week.values.rtt_p50_ms).toEqual([12.5])
  })
})

describe('the list of sets', () => {
  const labels = async (query: string) => {
    const page = (await (await get(`/api/sets?${query}`)).json()) as {
      total: number
      rows: { label: string }[]
    }
    return [page.total, page.rows.map(({ label }) => label)]
  }

  test.each([
    ['q=ks-0001', ['KS-0001']],
    ['q=T-2026-0002', ['HS-0002', 'KS-0002']],
    ['q=100%25', []],
    ['q=_', []],
    ['presence=online', ['KS-0001']],
    ['presence=online,unheard&kind=school', ['KS-0001', 'KS-0002', 'KS-0003']],
    ['camera=ok', ['KS-0001']],
    ['simulated=yes', ['KS-0001']],
    ['device=active', ['KS-0001']],
    ['device=questioned,none', []],
    ['pair=no', []],
    ['kind=home&sort=label&direction=down', ['HS-0003', 'HS-0002', 'HS-0001']],
    ['sort=presence&direction=down&limit=1', ['KS-0001']],
  ])('%s', async (query, expected) => {
    expect((await labels(query))[1]).toEqual(expected)
  })

  test('pages divide the list without overlap, and the total stays', async () => {
    const first = await labels('sort=presence&limit=4')
    const second = await labels('sort=presence&limit=4&offset=4')
    expect(first[0]).toBe(6)
    expect(new Set([...(first[1] as string[]), ...(second[1] as string[])]).size).toBe(6)
  })

  test('the export holds what the filter shows, as a Dutch spreadsheet reads it', async () => {
    const answer = await get('/api/sets/export?kind=school', { 'sec-fetch-site': 'same-origin' })
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    // A reader of text swallows the mark that tells spreadsheets the encoding.
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = new TextDecoder().decode(bytes).trimEnd().split('\r\n')
    expect(lines).toHaveLength(4)
    expect(lines[0]).toMatch(/^label;kind;trajectory;/)
    expect(lines[1]).toMatch(/^KS-0001;school;T-2026-0001;School KS-0001;Leuven;online;.*;12,5;0,5;/)
  })

  test('a file speaks the words and the time of the screen, and keeps codes and instants behind, in both formats', async () => {
    const words = encodeURIComponent(
      'heading.presence=Verbinding\npresence.online=verbonden\nheading.heard=Laatst gehoord\n',
    )
    const cellsOf = async (as: string) => {
      const answer = await get(`/api/sets/export?q=KS-0001&as=${as}&words=${words}`, {
        'sec-fetch-site': 'same-origin',
      })
      expect(answer.headers.get('content-disposition')).toContain(`.${as}"`)
      const read = await readHere(new Uint8Array(await answer.arrayBuffer()))
      if (!read.ok) throw new Error(`the export was refused: ${read.refusal}`)
      const [headings, ...rows] = read.rows.map(({ cells }) => cells)
      const row = rows.find(([label]) => label === 'KS-0001')
      return new Map(headings?.map((heading, at) => [heading, (row?.[at] ?? '').replace('.', ',')]))
    }
    const [csv, xlsx] = [await cellsOf('csv'), await cellsOf('xlsx')]
    expect([...xlsx]).toEqual([...csv])
    expect(csv.get('Verbinding')).toBe('verbonden')
    expect(csv.get('Verbinding (code)')).toBe('online')
    const heard = Date.parse((csv.get('Laatst gehoord (UTC)') ?? '').replace(',', '.'))
    const wall = Temporal.Instant.fromEpochMilliseconds(heard).toZonedDateTimeISO('Europe/Brussels')
    const two = (value: number) => String(value).padStart(2, '0')
    const day = `${two(wall.day)}/${two(wall.month)}/${wall.year}`
    expect(csv.get('Laatst gehoord')).toBe(
      `${day} ${wall.toPlainTime().toString({ smallestUnit: 'second' })}`,
    )
  })

  test('words that no screen has are refused', async () => {
    const answer = await get(`/api/sets/export?words=${encodeURIComponent('<b>\n')}`, {
      'sec-fetch-site': 'same-origin',
    })
    expect(answer.status).toBe(400)
  })
})

describe('what is not right is said', () => {
  test.each([
    ['/api/sets/KS-9999', 404, 'unknown_set', 'KS-9999'],
    ['/api/sets?presence=happy', 400, 'bad_request', 'querystring: presence'],
    ['/api/sets?unknown=1', 400, 'bad_request', 'querystring'],
    ['/api/nothing', 404, 'not_found', '/api/nothing'],
  ])('%s', async (path, status, error, where) => {
    const answer = await get(path)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ error, where: expect.stringContaining(where) })
  })

  test('registering twice changes nothing; a second device on a set is refused', async () => {
    const again = registerPairs(plane.admin, 3)
    await expect(again).rejects.toThrow(/set_has_device/)
    await expect(
      post(plane.admin, '/api/devices', [{ id: '018f3e2a-1111-7abc-8def-0123456789ab', set: 'NO-1' }]),
    ).rejects.toThrow(/unknown_set/)
  })

  test('a set of the wrong kind, in another pair or at an unknown place is refused', async () => {
    const side = { set: null, location: null }
    const open = (over: object) =>
      post(plane.admin, '/api/trajectories', [{ code: 'T-2026-0900', home: side, school: side, ...over }])
    await expect(open({ home: { set: 'KS-0001', location: null } })).rejects.toThrow(/wrong_kind/)
    await expect(open({ home: { set: 'HS-0001', location: null } })).rejects.toThrow(/set_in_pair/)
    await expect(open({ home: { set: null, location: 'NOWHERE' } })).rejects.toThrow(/unknown_location/)
    await open({})
  })
})

describe('only our own pages are answered', () => {
  const ask = (method: string, path: string, headers: Record<string, string>, body?: string) =>
    askAs(plane.admin, path, { method, headers, ...(body === undefined ? {} : { body }) })
  const json = { 'content-type': 'application/json' }
  const items = JSON.stringify({ items: [] })

  test.each([
    ['a change without an origin', 'POST', '/api/sets', json],
    ['a change from another origin', 'POST', '/api/sets', { ...json, origin: 'http://evil.example' }],
    [
      'a change from an origin that only begins like ours',
      'POST',
      '/api/sets',
      { ...json, origin: 'OWN.evil.example' },
    ],
    [
      'a body that is almost JSON',
      'POST',
      '/api/sets',
      { 'content-type': 'application/json\ta', origin: 'OWN' },
    ],
    ['a form', 'POST', '/api/sets', { 'content-type': 'text/plain', origin: 'OWN' }],
  ])('%s is refused', async (_name, method, path, headers) => {
    const own = Object.fromEntries(
      Object.entries(headers).map(([key, value]) => [key, value.replace('OWN', plane.httpUrl)]),
    )
    expect((await ask(method, path, own, items)).status).toBe(403)
  })

  test('an event stream or a download for another site is refused', async () => {
    expect((await get('/api/nudges', { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await get('/api/sets/export')).status).toBe(403)
  })

  test('the page carries the strict policy with a fresh nonce', async () => {
    const policies = await Promise.all(
      [get('/'), get('/sets')].map(async answer => (await answer).headers.get('content-security-policy')),
    )
    for (const policy of policies) {
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("require-trusted-types-for 'script'; trusted-types default push-worker")
      expect(policy).not.toContain('unsafe')
    }
    expect(policies[0]).not.toBe(policies[1])
  })
})

test('machines are told how things are', async () => {
  expect(await (await get('/readyz')).json()).toEqual({ ready: true, problems: [] })
  expect(await (await get('/metrics')).text()).toMatch(/setwacht_messages_stored_total [1-9]/)
  const openApi = (await (await get('/openapi.json')).json()) as { openapi: string; paths: object }
  expect(openApi.openapi).toBe('3.1.0')
  expect(Object.keys(openApi.paths)).toEqual(
    expect.arrayContaining(['/api/board', '/api/sets', '/api/sets/{label}']),
  )
  expect(await (await get('/asyncapi.json')).json()).toMatchObject({ asyncapi: '3.0.0' })
})
