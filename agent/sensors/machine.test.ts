import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Check } from 'typebox/schema'
import { afterEach, describe, expect, it } from 'vitest'
import { EventBody } from '../../protocol/facts.ts'
import { Desks } from '../desktop/desks.ts'
import type { Wanted } from '../desktop/words.ts'
import { OwnTraffic } from '../link/own-traffic.ts'
import { summarise } from '../report/sampling.ts'
import { noOccasion } from '../report/sensing.ts'
import { ServerClock } from './clock.ts'
import { Inventory } from './inventory.ts'
import { senseMachine } from './machine.ts'
import { RoundTrips } from './round-trip.ts'

const root = mkdtempSync(join(tmpdir(), 'setwacht-machine-'))
afterEach(() => rmSync(root, { recursive: true, force: true }))

function plant(tree: Record<string, string>): void {
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

const ownUp = () => performance.now()

function sense(desks: Pick<Desks, 'sound' | 'call' | 'want'>, up = ownUp) {
  const steady = () => performance.now()
  return senseMachine({
    roots: { proc: join(root, 'proc'), sys: join(root, 'sys') },
    directory: root,
    steady,
    up,
    roundTrips: new RoundTrips('127.0.0.1', 9, steady),
    serverClock: new ServerClock(Date.now),
    now: Date.now,
    cameras: { remembered: [], remember: () => undefined },
    desks,
    callBinaries: ['lesprogramma'],
    ownTraffic: new OwnTraffic(),
    inventory: new Inventory(steady),
  })
}

async function look() {
  const desks = new Desks(
    join(root, 'run/setwacht-agent'),
    () => performance.now(),
    () => undefined,
  )
  const sensing = sense(desks)
  const measured = await sensing.measure('all')
  const { facts, ...glance } = await sensing.glance(noOccasion)
  sensing.stop()
  return { facts, body: summarise(60, [glance], measured, false) }
}

/** A set on its battery, and its clock. */
function openOnBattery() {
  const set = { up: 0 }
  const nobody = { sound: () => unread, call: () => unread, want: () => undefined }
  const sensing = sense(nobody, () => set.up)
  const battery = 'sys/class/power_supply/BAT0'
  const become = (status: string, capacity: number) =>
    plant({
      [`${battery}/type`]: 'Battery',
      [`${battery}/status`]: status,
      [`${battery}/capacity`]: `${capacity}`,
    })
  const after = async (minutes: number) => {
    set.up += minutes * 60_000
    return (await sensing.glance({ ...noOccasion, lessonEndsInMs: 7_200_000 })).facts
  }
  return { become, after, anew: () => sensing.anew?.(), stop: () => sensing.stop() }
}
const unread = { ok: false, reason: 'absent' } as const

describe('a machine', () => {
  it('of which nothing can be read still speaks, and says why of everything', async () => {
    const { facts, body } = await look()
    expect(Check(EventBody, { facts })).toBe(true)
    expect(facts).toMatchObject({ interface: null, on_charge: null, camera_1: { present: false } })
    expect(facts.unreadable).toMatchObject({
      cpu: 'absent',
      memory: 'absent',
      temperature: 'absent',
      traffic: 'absent',
      interface: 'absent',
      agent: 'absent',
      battery: 'absent',
      throttling: 'unsupported',
    })
    expect(Object.keys(body.readings)).toEqual(['disk_free_percent'])
  })

  it('that rested or slept tells how it is, not how it was before', async () => {
    const set = openOnBattery()
    set.become('Charging', 80)
    expect((await set.after(0)).on_charge).toBe(true)
    set.become('Discharging', 79)
    expect((await set.after(60)).on_charge).toBe(false)
    set.stop()
  })

  it('that somebody asks tells how it is, not how it was ten seconds before', async () => {
    const set = openOnBattery()
    set.become('Charging', 80)
    await set.after(0)
    set.become('Discharging', 80)
    set.anew()
    expect((await set.after(0)).on_charge).toBe(false)
    set.stop()
  })

  it('whose battery ran down while nobody looked does not tell by that how long it lasts', async () => {
    const set = openOnBattery()
    set.become('Discharging', 80)
    await set.after(0)
    set.become('Discharging', 75)
    const told = [await set.after(40)]
    for (let half = 0; half < 12; half += 1) told.push(await set.after(0.5))
    expect(told.map(facts => facts.battery_lasts)).toEqual(Array(13).fill(null))
    set.stop()
  })

  it('never tells the name of its network, its card, its user or itself', async () => {
    const canary = 'CANARY'
    const net = 'sys/class/net/wlan0'
    plant({
      'proc/net/route': `Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\nwlan0\t00000000\t01\t0003\t0\t0\t1\t00000000\n`,
      'proc/net/wireless': ` face | status\n wlan0: 0000 50. -61. -256 0 ${canary}-SSID\n`,
      [`${net}/uevent`]: `DEVTYPE=wlan\nINTERFACE=wlan0\nESSID=${canary}\n`,
      [`${net}/address`]: `${canary}:aa:bb\n`,
      [`${net}/statistics/rx_bytes`]: '1\n',
      [`${net}/statistics/tx_bytes`]: '1\n',
      'proc/sys/kernel/hostname': canary,
      'sys/class/power_supply/BAT0/serial_number': canary,
      'sys/class/power_supply/BAT0/type': 'Battery',
      'sys/class/power_supply/BAT0/capacity': '50',
    })
    const { facts, body } = await look()
    expect(facts.interface).toBe('wifi')
    expect(body.readings).toMatchObject({ signal_min_dbm: -61, battery_percent: 50 })
    expect(JSON.stringify([facts, body])).not.toContain(canary)
    expect(JSON.stringify([facts, body])).not.toContain('wlan0')
  })

  it('looks for a call in lesson time alone, and for none from the moment at which the set rests', async () => {
    const wanted: Partial<Wanted>[] = []
    const absent = { ok: false, reason: 'absent' } as const
    const sensing = sense({ sound: () => absent, call: () => absent, want: one => void wanted.push(one) })
    const calls = () => wanted.flatMap(({ call }) => (call === undefined ? [] : [call]))
    await sensing.glance(noOccasion)
    const { facts } = await sensing.glance({ ...noOccasion, isCallTime: true })
    expect(facts.call).toMatchObject({ app: 'unknown' })
    const last = await sensing.glance({ ...noOccasion, isCallTime: true, callTimeEnds: true })
    expect(last.facts.call, 'its last word says nothing').toMatchObject({ app: 'unknown', media: 'unknown' })
    await sensing.glance({ ...noOccasion, isCallTime: true })
    sensing.rest?.()
    expect(calls()).toEqual([null, ['lesprogramma'], null, ['lesprogramma'], null])
    sensing.stop()
  })
})
