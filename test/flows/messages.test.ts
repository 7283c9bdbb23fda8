import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { questionDevice } from '../../controlplane/devices/state/actions.ts'
import { findMessagesOf } from '../../controlplane/messages/queries.ts'
import {
  account,
  dayMs,
  type MessageGround,
  type MessageSet,
  minuteMs,
  openMessageGround,
} from './message-ground.ts'

let ground: MessageGround
let set: MessageSet

beforeAll(async () => {
  ground = await openMessageGround(8)
})
afterAll(() => ground?.stop())
/** Each test has a set of its own. */
beforeEach(async () => {
  set = await ground.nextSet()
})
afterEach(() => set.goodbye())

test('a message reaches its set at once, signed for it alone, with the usual answers, and nobody who is named', async () => {
  const id = await set.sent({ subject: 'ticket:1' })
  await set.hears(1)
  const [one] = set.told()
  const untilAt = ground.plane.clock.now() + 30 * minuteMs
  expect(one!.device).toBe(set.pair.home.deviceId)
  expect(one!.body).toEqual({
    id,
    says: { sentence: 'try_plug' },
    answers: ['works', 'works_not', 'later'],
    until: untilAt,
  })
  expect(one!.exp * 1000).toBeGreaterThanOrEqual(untilAt)
  expect(JSON.stringify(one)).not.toContain('T-2026')
  expect(await set.known(id)).toMatchObject({
    sentBy: account,
    subject: 'ticket:1',
    shownAt: null,
    seenAt: null,
  })
  const [row] = await ground.plane.sql`
    select t.code from set_messages m join trajectories t on t.id = m.trajectory_id where m.id = ${id}`
  expect(row?.code).toBe(set.pair.trajectory)
  const ofSubject = await findMessagesOf(
    { sql: ground.console, personal: ground.personal },
    { subject: 'ticket:1' },
  )
  expect(ofSubject.map(message => message.id)).toEqual([id])
})

test('what somebody wrote is sealed where it lies, arrives as it was, and is read by who may', async () => {
  const text = 'Kijk eens achter de kast, «daar» zit de kabel.'
  const id = await set.sent({ says: { text }, answers: ['done'] })
  await set.hears(1)
  expect(set.told()[0]!.body.says).toEqual({ text })
  expect((await set.known(id)).says).toEqual({ text })
  const [row] = await ground.plane.sql<
    { whole: string }[]
  >`select m::text as whole from set_messages m where id = ${id}`
  expect(row!.whole).not.toContain(Buffer.from('kabel').toString('hex'))
  expect(row!.whole).not.toContain('kabel')
})

test('is told again at each hello until somebody saw it, and then no more', async () => {
  const id = await set.sent()
  await set.hears(1)
  await set.say(id)
  await set.comeAgain()
  await set.hears(1)
  expect(set.told()[0]!.body.id).toBe(id)
  await set.say(id, { seen: true, answer: 'works' })
  await set.comeAgain()
  const other = await set.sent()
  await set.hears(1)
  expect(set.told().map(({ body }) => body.id)).toEqual([other])
})

test('what is taken back is told so, also to a set that was away, and what was seen stays', async () => {
  const [first, second] = [await set.sent(), await set.sent()]
  await set.hears(2)
  await set.say(second, { seen: true })
  expect(await ground.withdraw(first)).toEqual({ ok: true, set: set.pair.home.label })
  await set.hears(3)
  expect(set.told()[2]!.body).toMatchObject({ id: first, says: null })
  await set.comeAgain()
  await set.hears(1)
  expect(set.told()[0]!.body).toMatchObject({ id: first, says: null })
  expect(await ground.withdraw(first)).toEqual({ ok: false, refusal: 'message_over' })
  expect(await ground.withdraw(second)).toEqual({ ok: false, refusal: 'message_over' })
  expect(await ground.withdraw(account)).toEqual({ ok: false, refusal: 'unknown_message' })
})

test('what is over is told no more', async () => {
  const id = await set.sent()
  await set.hears(1)
  ground.plane.clock.move(30 * minuteMs)
  await set.comeAgain()
  const other = await set.sent()
  await set.hears(1)
  expect(set.told().map(({ body }) => body.id)).toEqual([other])
  expect(await ground.withdraw(id)).toEqual({ ok: false, refusal: 'message_over' })
})

test('a device in question is told nothing', async () => {
  const [device] = await ground.plane.sql<{ no: number }[]>`
    select device_no as no from devices where id = ${set.pair.home.deviceId}`
  await questionDevice(ground.plane.sql, {
    deviceNo: device!.no,
    cause: 'floors',
    now: ground.plane.clock.now(),
  })
  await set.sent()
  await ground.workDone()
  await set.comeAgain()
  await ground.workDone()
  await set.say(account)
  expect(set.told()).toEqual([])
})

test('no text is too long for its way, none waits for ever, and a set holds twenty and hears two hundred a day', async () => {
  expect(await set.refusal({ set: 'HS-9999' })).toBe('unknown_set')
  expect(await set.refusal({ says: { text: 'x'.repeat(201) } })).toBe('message_text')
  expect(await set.refusal({ says: { text: 'é'.repeat(151) } })).toBe('message_text')
  expect(await set.refusal({ says: { text: 'twee\nregels' } })).toBe('message_text')
  expect(await set.refusal({ says: { text: '🎒'.repeat(75) } })).toBeUndefined()
  expect(await set.refusal({ until: ground.plane.clock.now() })).toBe('message_time')
  expect(await set.refusal({ until: ground.plane.clock.now() + 7 * dayMs + 1 })).toBe('message_time')
  await Promise.all(Array.from({ length: 19 }, () => set.sent()))
  expect(await set.refusal({})).toBe('messages_open')
  await set.comeAgain()
  await set.hears(20)
  await ground.plane.sql`
    update set_messages m set seen_at = sent_at from sets s where s.id = m.set_id and s.label = ${set.pair.home.label}`
  await ground.plane.sql`
    insert into set_messages (set_id, sentence, answers, until_at, sent_by, sent_at, seen_at)
    select s.id, 'call_you', '{}', ${ground.plane.clock.now() + dayMs}, 'system', ${ground.plane.clock.now()}, ${ground.plane.clock.now()}
    from sets s, generate_series(1, 180) where s.label = ${set.pair.home.label}`
  expect(await set.refusal({})).toBe('messages_of_day')
  ground.plane.clock.move(dayMs)
  expect(await set.refusal({})).toBeUndefined()
})
