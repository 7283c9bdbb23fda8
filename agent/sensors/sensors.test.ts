import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readAudio } from './audio.ts'
import * as network from './network.ts'
import { readPower } from './power.ts'
import { watchSelf } from './self.ts'
import * as system from './system.ts'

let root = ''
let roots = { proc: '', sys: '' }

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'setwacht-sensors-'))
  roots = { proc: join(root, 'proc'), sys: join(root, 'sys') }
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Plants files, folders (text ends in a slash) and links (text begins with an arrow) below the root. */
function plant(tree: Record<string, string>): void {
  for (const [path, text] of Object.entries(tree)) {
    const whole = join(root, path)
    mkdirSync(dirname(whole), { recursive: true })
    if (text.startsWith('-> ')) symlinkSync(text.slice(3), whole)
    else if (path.endsWith('/')) mkdirSync(whole, { recursive: true })
    else writeFileSync(whole, text)
  }
}

const known = <Value>(value: Value) => ({ ok: true, value })
const unknown = (reason: string) => ({ ok: false, reason })

describe('processor, memory, disk and heat', () => {
  it('shows the busy share of the processors between two looks', async () => {
    const cpu = system.watchCpu(roots)
    plant({ 'proc/stat': 'cpu  100 0 100 800 0 0 0 0 0 0\ncpu0 1 1 1 1\n' })
    expect(await cpu()).toEqual(known(null))
    plant({ 'proc/stat': 'cpu  130 0 120 850 0 0 0 0 0 0\ncpu0 1 1 1 1\n' })
    expect(await cpu()).toEqual(known(50))
  })

  it('counts memory that can be had as free', async () => {
    plant({ 'proc/meminfo': 'MemTotal:       1000 kB\nMemFree:   1 kB\nMemAvailable:    250 kB\n' })
    expect(await system.readMemory(roots)).toEqual(known(75))
  })

  it('shows the free share of the disk', async () => {
    const free = await system.readDiskFree(root)
    expect(free.ok && free.value > 0 && free.value <= 100).toBe(true)
  })

  it('takes the hottest zone and skips one that is not wired', async () => {
    plant({
      'sys/class/thermal/thermal_zone0/temp': '47000\n',
      'sys/class/thermal/thermal_zone1/temp': '-273200\n',
      'sys/class/thermal/thermal_zone10/temp': '52500\n',
      'sys/class/thermal/cooling_device0/temp': '99000\n',
    })
    expect(await system.readTemperature(roots)).toEqual(known(52.5))
  })

  it('falls back to the sensors of the board', async () => {
    plant({ 'sys/class/hwmon/hwmon1/temp1_input': '61000\n', 'sys/class/hwmon/hwmon1/fan1_input': '900\n' })
    expect(await system.readTemperature(roots)).toEqual(known(61))
  })

  it('tells a slowed processor from one that was slowed before', async () => {
    const count = 'sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count'
    const throttling = system.watchThrottling(roots)
    plant({ [count]: '7\n' })
    expect(await throttling()).toEqual(known(false))
    plant({ [count]: '8\n' })
    expect(await throttling()).toEqual(known(true))
    expect(await throttling()).toEqual(known(false))
  })

  it('says unsupported where a processor counts nothing', async () => {
    expect(await system.watchThrottling(roots)()).toEqual(unknown('unsupported'))
  })

  it.each([
    ['absent', {}],
    ['failed', { 'proc/stat/': '', 'proc/meminfo/': '', 'sys/class/thermal/thermal_zone0/temp/': '' }],
    ['failed', { 'proc/stat': 'no', 'proc/meminfo': 'no', 'sys/class/thermal/thermal_zone0/temp': 'no' }],
  ])('says %s, and neither 0 nor nothing, of what it cannot read', async (reason, tree) => {
    plant(tree as Record<string, string>)
    expect(await system.watchCpu(roots)()).toEqual(unknown(reason))
    expect(await system.readMemory(roots)).toEqual(unknown(reason))
    expect(await system.readTemperature(roots)).toEqual(unknown(reason))
    expect(await watchSelf(roots, () => 0)()).toEqual(unknown('absent'))
  })
})

const routeHead = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n'
const route = (name: string, metric: number) =>
  `${name}\t00000000\t0101A8C0\t0003\t0\t0\t${metric}\t00000000\t0\t0\t0\n`

describe('the way out', () => {
  it('is the interface of the default route with the lowest metric', async () => {
    plant({
      'proc/net/route': `${routeHead}${route('wlan0', 600)}${route('enp3s0', 100)}enp3s0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n`,
      'sys/class/net/enp3s0/type': '1\n',
      'sys/class/net/enp3s0/uevent': 'INTERFACE=enp3s0\nIFINDEX=2\n',
      'sys/devices/pci/': '',
      'sys/class/net/enp3s0/device': '-> ../../../devices/pci',
    })
    expect(await network.watchOutward(roots)()).toEqual(known({ name: 'enp3s0', kind: 'wired' }))
  })

  it.each([
    ['wlp2s0', 'DEVTYPE=wlan\nINTERFACE=wlp2s0\n', 'wifi'],
    ['wwp0s20', 'DEVTYPE=wwan\n', 'mobile'],
    ['ppp0', '', 'mobile'],
    ['tun0', '', 'other'],
  ])('%s is told by what it is', async (name, uevent, kind) => {
    plant({ 'proc/net/route': routeHead + route(name, 0), [`sys/class/net/${name}/uevent`]: uevent })
    expect(await network.watchOutward(roots)()).toEqual(known({ name, kind }))
  })

  it('may lead over IPv6 alone, and lead nowhere', async () => {
    const zero = '0'.repeat(32)
    const six = (name: string, flags: string) =>
      `${zero} 00 ${zero} 00 fe80 00000400 00000001 00000000 ${flags} ${name}\n`
    plant({
      'proc/net/route': routeHead,
      'proc/net/ipv6_route': six('lo', '00200200') + six('eth1', '00000003'),
    })
    expect(await network.watchOutward(roots)()).toMatchObject({ value: { name: 'eth1' } })
    rmSync(join(root, 'proc/net/ipv6_route'))
    expect(await network.watchOutward(roots)()).toEqual(known({ name: '', kind: 'none' }))
  })

  it('carries bytes a second, unknown over a change of interface or a restart of its count', async () => {
    let now = 0
    const rates = network.watchRates(roots, () => now)
    const count = (name: string, rx: number, tx: number) =>
      plant({
        [`sys/class/net/${name}/statistics/rx_bytes`]: `${rx}\n`,
        [`sys/class/net/${name}/statistics/tx_bytes`]: `${tx}\n`,
      })
    count('eth0', 1000, 500)
    expect(await rates('eth0')).toEqual(known(null))
    now = 10_000
    count('eth0', 21_000, 500)
    expect(await rates('eth0')).toEqual(known({ rx: 2000, tx: 0 }))
    now = 20_000
    count('eth0', 5, 5)
    expect(await rates('eth0')).toEqual(known(null))
    count('wlan0', 9, 9)
    expect(await rates('wlan0')).toEqual(known(null))
    expect(await rates('gone0')).toEqual(unknown('absent'))
  })

  it('has a speed only where the system knows one', async () => {
    plant({ 'sys/class/net/eth0/speed': '1000\n', 'sys/class/net/eth1/speed': '-1\n' })
    expect(await network.readLinkSpeed(roots, 'eth0')).toEqual(known(1000))
    expect(await network.readLinkSpeed(roots, 'eth1')).toEqual(unknown('unsupported'))
    expect(await network.readLinkSpeed(roots, 'wlan0')).toEqual(unknown('absent'))
  })

  it('has a signal in dBm on Wi-Fi', async () => {
    plant({
      'proc/net/wireless':
        'Inter-| sta-|   Quality        |   Discarded packets\n face | tus | link level noise |  nwid  crypt\n wlan0: 0000   54.  -67.  -256        0      0\n',
    })
    expect(await network.readSignal(roots, 'wlan0')).toEqual(known(-67))
    expect(await network.readSignal(roots, 'wlan1')).toEqual(unknown('absent'))
  })
})

describe('sound', () => {
  it('is there by direction; a monitor does not count', async () => {
    plant({
      'proc/asound/pcm':
        '00-00: ALC256 Analog : ALC256 Analog : playback 1 : capture 1\n00-03: HDMI 0 : HDMI 0 : playback 1\n',
    })
    const heard = { present: true, muted: null, volume_zero: null }
    expect(await readAudio(roots)).toEqual(known({ in: heard, out: heard }))
    plant({ 'proc/asound/pcm': '00-03: HDMI 0 : HDMI 0 : playback 1\n' })
    const gone = { ...heard, present: false }
    expect(await readAudio(roots)).toEqual(known({ in: gone, out: gone }))
  })

  it('is unknown, and not missing, when the list cannot be read', async () => {
    plant({ 'proc/asound/pcm/': '' })
    expect(await readAudio(roots)).toEqual(unknown('failed'))
  })
})

describe('power', () => {
  it('comes from the emptiest battery of the set, not from a mouse', async () => {
    plant({
      'sys/class/power_supply/BAT0/type': 'Battery\n',
      'sys/class/power_supply/BAT0/capacity': '71\n',
      'sys/class/power_supply/BAT1/type': 'Battery\n',
      'sys/class/power_supply/BAT1/capacity': '23\n',
      'sys/class/power_supply/hid-0/type': 'Battery\n',
      'sys/class/power_supply/hid-0/scope': 'Device\n',
      'sys/class/power_supply/hid-0/capacity': '4\n',
      'sys/class/power_supply/AC/type': 'Mains\n',
      'sys/class/power_supply/AC/online': '1\n',
    })
    expect(await readPower(roots)).toEqual({ batteryPercent: known(23), onCharge: true })
  })

  it('is told by the battery when no adapter tells', async () => {
    plant({
      'sys/class/power_supply/BAT0/type': 'Battery\n',
      'sys/class/power_supply/BAT0/status': 'Discharging\n',
      'sys/class/power_supply/BAT0/capacity/': '',
    })
    expect(await readPower(roots)).toEqual({ batteryPercent: unknown('failed'), onCharge: false })
  })

  it('is unknown on a set without battery and adapter', async () => {
    expect(await readPower(roots)).toEqual({ batteryPercent: unknown('absent'), onCharge: null })
  })
})

describe('the agent itself', () => {
  it('shows the memory nobody else shares', async () => {
    plant({
      'proc/self/smaps_rollup': '1-2 ---p 0 00:00 0 [rollup]\nRss: 9 kB\nPrivate_Dirty:     16384 kB\n',
    })
    let now = 0
    const self = watchSelf(roots, () => now)
    expect(await self()).toEqual(known({ memoryMb: 16, cpuPercent: null }))
    now = 60_000
    expect(await self()).toMatchObject({ value: { cpuPercent: expect.any(Number) } })
  })
})
