import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HelloBody } from '../../protocol/presence.ts'
import { type Cable, startCable } from '../support/cable.ts'
import { soonMs, until } from '../support/until.ts'
import { prepareSet, quickTimes, startBroker } from './agent-rig.ts'

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
  cable.mend()
  await agent?.stop('off')
  agent = undefined
  set.remove()
  await cable.stop()
  await broker.stop()
})

const hellos = () => broker.ofKind('hello').map(one => one.body as HelloBody)
const empty = () => agent?.outbox.depth === 0

describe('a set that connects', () => {
  it('says who it is with everything that holds, then sends its first report', async () => {
    agent = await set.start()
    await until('the first report is stored', empty)
    expect(hellos()).toEqual([
      expect.objectContaining({
        connection: 1,
        cause: 'system_started',
        oldest: [1, 1],
        last_seq: 1,
        outbox: { depth: 1, dropped: 0 },
        facts: expect.objectContaining({
          interface: 'wired',
          simulated: true,
          report_interval_seconds: 3600,
        }),
      }),
    ])
    expect(broker.ofKind('report')).toEqual([expect.objectContaining({ v: 1, epoch: 1, seq: 1 })])
  })

  it('sends nothing numbered before it is welcome, and asks again until it is', async () => {
    const welcome = broker.answers.hello
    broker.answers.hello = () => undefined
    agent = await set.start()
    await until('hello was said three times', () => hellos().length >= 3)
    expect(broker.numbers()).toEqual([])
    broker.answers.hello = welcome
    await until('everything is stored', empty)
  })

  it('frees what the welcome names as stored without sending it', async () => {
    await set.queueBefore(50)
    const welcome = broker.answers.hello
    broker.answers.hello = envelope => ({ ...welcome(envelope)!, stored: [[1, 1, 48]] })
    agent = await set.start()
    await until('everything is stored', empty)
    expect(broker.numbers().sort()).toEqual(['1.49', '1.50', '2.1'])
  })

  it('never has more than 32 messages without an answer on their way', async () => {
    await set.queueBefore(100)
    broker.answers.stored = () => []
    agent = await set.start({ ...quickTimes, resendMs: 60_000 })
    await until('the window is full', () => broker.numbers().length >= 32)
    broker.send('ack', { stored: [[1, 91, 100]], now: Date.now() })
    await until('ten are answered, ten more leave', () => broker.numbers().length >= 42)
    expect(new Set(broker.numbers()).size).toBe(broker.numbers().length)
    expect(broker.numbers().length).toBe(42)
  })

  it('sends again what is not answered, until it is', async () => {
    let deaf = true
    broker.answers.stored = ({ epoch, seq }) => (deaf ? [] : [[epoch, seq, seq]])
    agent = await set.start()
    await until(
      'the report came three times',
      () => broker.numbers().filter(one => one === '1.1').length >= 3,
    )
    deaf = false
    await until('it is stored', empty)
  })

  it('keeps to the pace it is told', async () => {
    await set.queueBefore(40)
    const welcome = broker.answers.hello
    broker.answers.hello = envelope => ({ ...welcome(envelope)!, pace: 20 })
    const from = performance.now()
    agent = await set.start()
    await until('everything is stored', empty)
    expect(performance.now() - from).toBeGreaterThan(1500)
  })

  it('says at once what changed', async () => {
    agent = await set.start(quickTimes, 1)
    await until('the first report is stored', empty)
    set.script.facts = { interface: 'wifi' }
    const event = await until('the event', () => broker.ofKind('event')[0])
    expect(event.body).toEqual({ facts: { interface: 'wifi' } })
  })
})

describe('a set that is switched off', () => {
  it('says goodbye, and no will follows', async () => {
    agent = await set.start()
    await until('the first report is stored', empty)
    await agent.stop('off')
    agent = undefined
    expect(broker.heard.map(one => one.kind)).toEqual(['hello', 'report', 'bye'])
    expect(broker.ofKind('bye')[0]?.body).toEqual({ reason: 'off', connection: 1 })
  })

  it('starts with the next epoch and connection, and nothing to say twice', async () => {
    const first = await set.start()
    await until('the first report is stored', () => first.outbox.depth === 0)
    await first.stop('off')
    agent = await set.start()
    await until('the second report is stored', empty)
    expect(hellos()[1]).toMatchObject({ connection: 2, cause: 'agent_started' })
    expect(broker.numbers()).toEqual(['1.1', '2.1'])
  })
})

describe('a set whose line fails', () => {
  it('comes back by itself when the cable is pulled for a while, and loses nothing', async () => {
    agent = await set.start(quickTimes, 1)
    await until('reports arrive', () => broker.numbers().length >= 2)
    cable.cut()
    await until('the broker says that it is gone', () => broker.ofKind('lost')[0])
    await until('reports wait on the set', () => (agent?.outbox.depth ?? 0) >= 2)
    cable.mend()
    await until('everything is stored', empty)
    const last = agent.outbox.lastSeq
    expect(new Set(broker.numbers())).toEqual(
      new Set(Array.from({ length: last }, (_, index) => `1.${index + 1}`)),
    )
    expect(hellos().at(-1)?.connection).toBeGreaterThan(1)
  })

  it('notices a dead line within one and a half keep-alives and five seconds', async () => {
    agent = await set.start(quickTimes, 1)
    await until('reports arrive', () => broker.numbers().length >= 1)
    const connections = hellos().length
    cable.die()
    const from = performance.now()
    await until('the agent tries anew', () => agent!.savedState.state.connection > connections, 6500)
    expect(performance.now() - from).toBeLessThan(1500 + 5000)
    cable.mend()
    await until('it is back', () => hellos().length > connections, soonMs * 3)
  })

  it('waits long after refused credentials', async () => {
    broker.answers.authenticates = false
    agent = await set.start()
    const refused = () => agent!.said.some(({ what }) => what === 'connection failed')
    await until('it is refused', refused)
    broker.answers.authenticates = true
    const from = performance.now()
    await until('it is in', () => hellos().length > 0)
    expect(performance.now() - from).toBeGreaterThan(600)
  })

  it('falls silent when the control plane goes down, and goes on after the restart', async () => {
    agent = await set.start(quickTimes, 1)
    await until('the first report is stored', empty)
    broker.send('state', { reason: 'going_down', pace: 1 })
    await until('two reports wait', () => agent!.outbox.depth >= 2)
    cable.cut()
    cable.mend()
    await until('everything is stored', empty)
  })
})

describe('a set that comes from a restored image', () => {
  it('jumps above the floor, numbers anew what it queued since its start, and connects once more', async () => {
    await set.queueBefore(2)
    const welcome = broker.answers.hello
    broker.answers.hello = envelope => {
      const { connection } = envelope.body as HelloBody
      return connection > 90
        ? welcome(envelope)
        : { ...welcome(envelope)!, floor: { epoch: 70, connection: 90 } }
    }
    agent = await set.start()
    await until('everything is stored', empty)
    expect(hellos().map(one => one.connection)).toEqual([1, 92])
    expect(broker.numbers().sort()).toEqual(['1.1', '1.2', '71.1'])
    await agent.stop('off')
    agent = await set.start()
    await until('everything is stored', empty)
    expect(broker.numbers()).toContain('72.1')
  })
})

describe('a set that is taken over on the same line', () => {
  it('leaves with the will of the old connection, which is lower than the new one', async () => {
    agent = await set.start()
    await until('the first report is stored', empty)
    cable.die()
    await until('it tries anew', () => agent!.savedState.state.connection > 1, soonMs * 2)
    cable.mend()
    await until('it is back', () => hellos().length > 1, soonMs * 2)
    const will = await until('the will', () => broker.ofKind('lost')[0])
    expect((will.body as { connection: number }).connection).toBeLessThan(hellos().at(-1)!.connection)
  })
})
