import { afterEach, beforeEach, expect, it } from 'vitest'
import type { TodayBody } from '../../protocol/lessons.ts'
import { type Cable, startCable } from '../support/cable.ts'
import { until } from '../support/until.ts'
import { prepareSet, startBroker } from './agent-rig.ts'

const absent: TodayBody = { what: 'absent', until: null, by: 'teacher', undo: false }

let broker: Awaited<ReturnType<typeof startBroker>>
let cable: Cable
let set: ReturnType<typeof prepareSet>
let agent: Awaited<ReturnType<typeof set.start>> | undefined

beforeEach(async () => {
  broker = await startBroker()
  cable = await startCable(broker.port)
  set = prepareSet(cable.port)
})
afterEach(async () => {
  await agent?.stop('off')
  agent = undefined
  set.remove()
  await cable.stop()
  await broker.stop()
})

const said = () => broker.ofKind('today').map(({ body }) => body)
const online = () => until('the set says hello', () => broker.ofKind('hello').length > 0)

it('what is otherwise today arrives within moments, and so does taking it back', async () => {
  agent = await set.start()
  await online()
  expect(agent.today.say(absent)).toBe(true)
  expect(agent.today.say({ ...absent, undo: true })).toBe(true)
  await until('both arrived', () => said().length === 2)
  expect(said()).toEqual([absent, { ...absent, undo: true }])
  await until('nothing waits', () => agent?.outbox.depth === 0)
})

it('what was said while nobody listened arrives later, in order, also after a restart', async () => {
  cable.cut()
  agent = await set.start()
  expect(agent.today.say({ ...absent, what: 'other_room' })).toBe(true)
  expect(agent.today.say({ ...absent, what: 'here', by: 'child' })).toBe(true)
  await agent.stop('off')
  cable.mend()
  agent = await set.start()
  await until('both arrived', () => said().length === 2)
  expect(said()).toMatchObject([{ what: 'other_room' }, { what: 'here' }])
})

it('a button that sticks does not fill the set: twenty words an hour, and the page hears that it was too much', async () => {
  cable.cut()
  agent = await set.start()
  const taken = Array.from({ length: 30 }, () => agent?.today.say(absent))
  expect(taken.filter(Boolean)).toHaveLength(20)
  expect(agent.outbox.depth).toBeLessThanOrEqual(22)
})
