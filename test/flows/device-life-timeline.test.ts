import { expect, test } from 'vitest'
import { startControlPlane } from '../support/control-plane.ts'
import { connectHandSet } from '../support/hand-set.ts'
import { askAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'

type Timeline = { entries: { kind: string; name?: string; value?: unknown }[] }

test('a change is told once, whether its event or a hello brings it first', async () => {
  const plane = await startControlPlane()
  const [pair] = await registerPairs(plane.admin, 1)
  const { deviceId = '', label = '' } = pair?.school ?? {}
  const place = { deviceId, mqttPort: plane.mqttPort }
  const told = async () => {
    const answer = await askAs(plane.admin, `/api/sets/${label}/timeline?kind=fact`)
    const { entries } = (await answer.json()) as Timeline
    return entries.filter(({ name }) => name === 'interface').map(({ value }) => value)
  }
  const first = await connectHandSet({ ...place, connection: 1 })
  await first.hello({ facts: { interface: 'wifi' } })
  await first.goodbye()

  // The hello knows of the change; the event that told it is still in the outbox.
  const pending = { at: Date.now(), up: Math.round(performance.now()) }
  const second = await connectHandSet({ ...place, connection: 2 })
  await second.hello({ facts: { interface: 'wired' }, last_seq: 5, oldest: [1, 5] })
  expect(await told()).toEqual(['wired', 'wifi'])
  await second.send('event', 5, { facts: { interface: 'wired' } }, pending)
  await second.acknowledges(5)
  expect(await told()).toEqual(['wired', 'wifi'])

  // A hello that is repeated late knows less than the event that overtook it.
  await second.send('event', 6, { facts: { interface: 'mobile' } })
  await second.acknowledges(6)
  await second.hello({ facts: { interface: 'wired' }, last_seq: 5, oldest: [1, 5] })
  expect(await told()).toEqual(['mobile', 'wired', 'wifi'])
  await second.goodbye()
  await plane.stop()
})
