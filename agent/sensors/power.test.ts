import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { folder, known, plantedTree, unknown } from '../../test/support/planted-tree.ts'
import { readPower } from './power.ts'

let machine: ReturnType<typeof plantedTree>
beforeEach(() => {
  machine = plantedTree()
})
afterEach(() => machine.remove())

type Files = Record<string, string>
const supply = (name: string, files: Files) => folder(`sys/class/power_supply/${name}`, files)
const battery = (files: Files, name = 'BAT0') => supply(name, { type: 'Battery', present: '1', ...files })
const mains = (online: string) => supply('ADP0', { type: 'Mains', online })
const socket = (online: string, more: Files = {}) =>
  supply('ucsi-source-psy-USBC000:002', { type: 'USB', scope: 'System', online, ...more })

async function power(...supplies: ReturnType<typeof folder>[]) {
  machine.plant(Object.assign({}, ...supplies))
  return readPower(machine.roots)
}

describe('a set is on charge', () => {
  it.each([
    ['not while its battery runs down, though a socket claims to be online', 'Discharging', '0', '1', false],
    ['not while its battery runs down on a charger that is too weak', 'Discharging', '1', '1', false],
    ['while its battery is charged, though the adapter claims to be away', 'Charging', '0', '0', true],
    ['when its battery is full and the adapter is there', 'Full', '1', '0', true],
    ['not when its battery is full and no adapter is there', 'Full', '0', '0', false],
    ['when its battery is kept below full on a socket', 'Not charging', '0', '1', true],
    ['or not: unknown when only a socket says so and the battery says nothing', 'Unknown', '0', '1', null],
  ])('%s', async (_what, status, adapter, usb, right) => {
    const found = await power(battery({ status, capacity: '60' }), mains(adapter), socket(usb))
    expect(found.onCharge).toBe(right)
  })

  it('when it has no battery and lives on its mains, or on a socket alone', async () => {
    expect((await power(mains('1'))).onCharge).toBe(true)
    machine.remove()
    expect((await power(socket('1'))).onCharge).toBe(true)
  })

  it('or not: unknown when it has no battery, and all that it could be plugged into claims to be away', async () => {
    expect((await power(mains('0'), socket('0'))).onCharge).toBeNull()
    const bay = battery({ present: '0', status: 'Unknown', capacity: '0' })
    expect((await power(mains('0'), bay)).onCharge).toBeNull()
  })

  it('or not: unknown when its battery says nothing, and its only socket may as well give power', async () => {
    expect((await power(battery({ status: 'Unknown' }), socket('1'))).onCharge).toBeNull()
    expect((await power(battery({ status: 'Unknown' }), mains('1'))).onCharge).toBe(true)
  })

  it('by its adapter when one battery feeds the other', async () => {
    const two = [battery({ status: 'Charging' }), battery({ status: 'Discharging' }, 'BAT1')]
    expect((await power(...two, mains('0'))).onCharge).toBe(false)
    expect((await power(...two, mains('1'))).onCharge).toBe(true)
  })

  it('or not: unknown when its battery cannot be asked', async () => {
    machine.plant({ 'sys/class/power_supply/BAT0/status/': '' })
    expect((await power(battery({ capacity: '60' }), mains('1'))).onCharge).toBeNull()
    expect((await power(mains('0'))).onCharge).toBe(false)
  })

  it('not by the pad on which a mouse is charged', async () => {
    const pad = supply('wacom', { type: 'USB', scope: 'Device', online: '1' })
    expect((await power(pad)).onCharge).toBeNull()
  })
})

describe('the charge of a set', () => {
  const percent = async (...supplies: ReturnType<typeof folder>[]) =>
    (await power(...supplies)).batteryPercent

  it('does not count a bay without a battery in it', async () => {
    const bay = battery({ present: '0', status: 'Unknown', capacity: '0' }, 'BAT1')
    expect(await percent(battery({ capacity: '64' }), bay)).toEqual(known(64))
    machine.remove()
    expect(await percent(bay, mains('1'))).toEqual(unknown('absent'))
  })

  it('is unknown when one of its batteries does not tell, which may be the emptiest', async () => {
    machine.plant({ 'sys/class/power_supply/BAT1/capacity/': '' })
    expect(await percent(battery({ capacity: '64' }), battery({}, 'BAT1'))).toEqual(unknown('failed'))
  })

  it('is unknown when nobody knows whether a battery is there', async () => {
    machine.plant({ 'sys/class/power_supply/BAT1/present/': '' })
    const bay = supply('BAT1', { type: 'Battery', capacity: '0' })
    expect(await percent(battery({ capacity: '64' }), bay)).toEqual(unknown('failed'))
  })

  it('is reckoned from energy or charge when the battery tells no share', async () => {
    expect(await percent(battery({ energy_now: '21000000', energy_full: '50000000' }))).toEqual(known(42))
    machine.remove()
    const nonsense = { capacity: '65535', charge_now: '1500000', charge_full: '2000000' }
    expect(await percent(battery(nonsense))).toEqual(known(75))
  })

  it.each([
    ['104', known(100)],
    ['-1', unknown('failed')],
    ['255', unknown('failed')],
    ['', unknown('failed')],
    ['80\r', known(80)],
    ['80\0', known(80)],
  ])('that says %j is %j', async (capacity, right) => {
    expect(await percent(battery({ capacity }))).toEqual(right)
  })

  it('is not that of a mouse, of a headset, or of an emergency supply beside its own battery', async () => {
    const mouse = battery({ scope: 'Device', capacity: '3' }, 'hidpp_battery_0')
    const ups = supply('ups', { type: 'UPS', capacity: '9' })
    expect(await percent(mouse, ups, battery({ capacity: '64' }))).toEqual(known(64))
  })
})
