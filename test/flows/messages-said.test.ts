import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { resealMessages } from '../../controlplane/messages/actions.ts'
import { purgeMessages } from '../../controlplane/messages/purge/actions.ts'
import { countSealedMessages, findMessagesOf } from '../../controlplane/messages/queries.ts'
import { countSaid } from '../../controlplane/messages/said/queries.ts'
import { openPersonalData } from '../../controlplane/platform/keys/personal-data.ts'
import { makePersonalKey, personalKeyFile } from '../../controlplane/platform/keys/personal-key-file.ts'
import { connectHandSet } from '../support/hand-set.ts'
import { until } from '../support/until.ts'
import {
  ago,
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

test('shown, seen and answered are known from the moment they were, and followed once', async () => {
  const before = ground.followed()
  const id = await set.sent()
  ground.plane.clock.move(10 * minuteMs)
  await set.say(id, {}, ago(0))
  expect(ground.followed()).toBe(before)
  await set.say(id, { seen: true, answer: 'later' })
  await until('what follows', () => ground.followed() === before + 1)
  const one = await set.known(id)
  expect(one).toMatchObject({ answer: 'later' })
  expect(one.shownAt).toBeLessThanOrEqual(one.seenAt!)
  expect(one.answeredAt).toBe(one.seenAt)
  await set.say(id, { seen: true, answer: 'later' })
  await set.say(id)
  await ground.workDone()
  expect(await set.known(id)).toEqual(one)
  expect(ground.followed()).toBe(before + 1)
})

test('in whatever order it arrives the first of each counts, and nothing was seen before it was sent', async () => {
  const id = await set.sent()
  ground.plane.clock.move(10 * minuteMs)
  await set.comeAgain()
  await set.say(id, { seen: true, answer: 'works' }, ago(minuteMs))
  await set.say(id, { seen: true, answer: 'works_not' }, ago(3 * minuteMs))
  await set.say(id, {}, ago(60 * minuteMs))
  const one = await set.known(id)
  expect(one.answer).toBe('works_not')
  expect(one.shownAt).toBe(one.sentAt)
  expect(one.answeredAt! - one.sentAt).toBeGreaterThan(5 * minuteMs)
  expect(one.answeredAt! - one.sentAt).toBeLessThan(8 * minuteMs)
})

test('what another set says of it, or an answer that could not be chosen, changes nothing', async () => {
  const id = await set.sent({ answers: ['yes', 'no'] })
  const school = await connectHandSet({ deviceId: set.pair.school.deviceId, mqttPort: ground.plane.mqttPort })
  await school.hello()
  await school.send('said', 1, { message: id, shown: true, seen: true, answer: 'yes' })
  await school.acknowledges(1)
  await school.goodbye()
  expect((await set.known(id)).seenAt).toBeNull()
  await set.say(id, { seen: true, answer: 'works' })
  expect(await set.known(id)).toMatchObject({ answer: null, answeredAt: null })
  expect((await set.known(id)).seenAt).not.toBeNull()
  await set.say('01980000-0000-7000-8000-0000000000bb', { seen: true })
})

test('a set that says much is counted', async () => {
  const [device] = await ground.plane.sql<{ no: number }[]>`
    select device_no as no from devices where id = ${set.pair.home.deviceId}`
  const since = ground.plane.clock.now() - minuteMs
  await set.say(await set.sent(), { seen: true })
  await set.say(await set.sent())
  expect(await countSaid(ground.plane.sql, device!.no, since)).toBe(3)
  expect(await countSaid(ground.plane.sql, device!.no, ground.plane.clock.now() + minuteMs)).toBe(0)
})

test('after 90 days it is forgotten', async () => {
  const id = await set.sent()
  await purgeMessages(ground.plane.sql, ground.plane.clock.now() + 90 * dayMs - 1)
  expect(await set.known(id)).toBeDefined()
  await purgeMessages(ground.plane.sql, ground.plane.clock.now() + 90 * dayMs + 1)
  expect(await ground.plane.sql`select from set_messages`).toHaveLength(0)
})

test('is sealed anew when the key is', async () => {
  const id = await set.sent({ says: { text: 'Bel ons even.' } })
  const keys = personalKeyFile.read(ground.plane.dataDir)!
  const next = openPersonalData([makePersonalKey(ground.plane.clock.now()), ...keys])
  while ((await resealMessages({ sql: ground.console, personal: next }, 10)) > 0);
  expect([...(await countSealedMessages(ground.console)).keys()]).toEqual([next.keyId()])
  const [one] = await findMessagesOf({ sql: ground.console, personal: next }, { set: set.pair.home.label })
  expect(one).toMatchObject({ id, says: { text: 'Bel ons even.' } })
  await purgeMessages(ground.plane.sql, ground.plane.clock.now() + 91 * dayMs)
})
