import { afterEach, beforeEach, expect, it } from 'vitest'
import type { HelpBody, HelpState } from '../../protocol/help.ts'
import { until } from '../support/until.ts'
import { startPageRig } from './page-rig.ts'

let rig: Awaited<ReturnType<typeof startPageRig>>
beforeEach(async () => {
  rig = await startPageRig()
})
afterEach(() => rig.stop())

const press = () => rig.say('/help', { picture: 'see', by: 'child', language: 'fr' })
const arrived = () => rig.broker.ofKind('help').map(({ body }) => body as HelpBody)
const helpIs = async (state: string) => (await rig.state()).help !== null && (await stateOfHelp()) === state
const stateOfHelp = async () => ((await rig.state()).help as { state: string }).state
const tell = (state: HelpState, by?: string) =>
  rig.broker.send('help_state', { press: arrived()[0]!.press, state, ...(by === undefined ? {} : { by }) })

it('a press without a network is kept, survives a restart, leaves when there is one, and hears how far it came', async () => {
  rig.cable.cut()
  await rig.start()
  expect((await press()).status).toBe(200)
  expect(await rig.state()).toMatchObject({
    isReached: false,
    help: { state: 'kept', isOpen: true, canWithdraw: true },
  })
  await rig.stopAgent()
  await rig.start()
  expect(await rig.state()).toMatchObject({ help: { state: 'kept', picture: 'see', by: 'child' } })
  rig.cable.mend()
  await until('it arrives', () => arrived().length === 1)
  expect(arrived()[0]).toMatchObject({ picture: 'see', by: 'child', language: 'fr', withdrawn: false })
  expect(await stateOfHelp()).toBe('kept')
  for (const state of ['arrived', 'seen'] as const) {
    tell(state)
    await until(state, () => helpIs(state))
  }
  tell('taken', 'Els')
  await until('a person takes it', () => helpIs('taken'))
  expect(await rig.state()).toMatchObject({ help: { helper: 'Els', canWithdraw: false } })
  expect((await rig.say('/help/withdraw', {})).status).toBe(409)
})

it('what a person gives back, or closed too soon, is told as it is', async () => {
  await rig.start()
  await press()
  await until('it arrives', () => arrived().length === 1)
  tell('taken', 'Els')
  await until('it is taken', () => helpIs('taken'))
  tell('seen')
  await until('it is given back', () => helpIs('seen'))
  expect(await rig.state()).toMatchObject({ help: { helper: null, canWithdraw: true } })
  tell('closed')
  await until('it is closed', () => helpIs('closed'))
  tell('taken', 'Els')
  await until('it is open again', () => helpIs('taken'))
  expect(await rig.state()).toMatchObject({ help: { helper: 'Els', isOpen: true } })
})

it('small hands that press ten times within five seconds press once', async () => {
  await rig.start()
  for (let pressed = 0; pressed < 10; pressed += 1) expect((await press()).status).toBe(200)
  await until('it arrives', () => arrived().length > 0)
  await until('nothing waits', () => rig.agent().outbox.depth === 0)
  expect(arrived()).toHaveLength(1)
})

it('what works again is taken back before a person took it, without a network too', async () => {
  rig.cable.cut()
  await rig.start()
  await press()
  expect((await rig.say('/help/withdraw', {})).status).toBe(200)
  expect(await rig.state()).toMatchObject({ help: { state: 'withdrawn', isOpen: false, canWithdraw: false } })
  rig.cable.mend()
  await until('both arrive', () => arrived().length === 2)
  expect(arrived().map(({ withdrawn }) => withdrawn)).toEqual([false, true])
  expect(new Set(arrived().map(({ press: id }) => id)).size).toBe(1)
  expect((await press()).status).toBe(200)
  expect(await rig.state()).toMatchObject({ help: { isOpen: true } })
})
