import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { folder, known, plantedTree, type Tree, unknown } from '../../test/support/planted-tree.ts'
import * as network from './network.ts'

let machine: ReturnType<typeof plantedTree>
beforeEach(() => {
  machine = plantedTree()
})
afterEach(() => machine.remove())

type Row = [name: string, metric: number, flags?: string]
const head = 'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n'
const four = (...rows: Row[]): Tree => ({
  'proc/net/route':
    head +
    rows
      .map(
        ([name, metric, flags = '0003']) =>
          `${name}\t00000000\t0101A8C0\t${flags}\t0\t0\t${metric}\t00000000\t0\t0\t0\n`,
      )
      .join(''),
})
const zero = '0'.repeat(32)
const six = (...rows: Row[]): Tree => ({
  'proc/net/ipv6_route': rows
    .map(
      ([name, metric, flags = '00000003']) =>
        `${zero} 00 ${zero} 00 ${zero} ${metric.toString(16).padStart(8, '0')} 00000001 00000000 ${flags} ${name}\n`,
    )
    .join(''),
})
const refused = '0201'

async function wayOut(...trees: Tree[]) {
  machine.plant(Object.assign({}, ...trees))
  const read = await network.watchOutward(machine.roots)()
  return read.ok ? read.value.name : read
}

describe('the way out', () => {
  it('does not lead over a route that refuses', async () => {
    expect(await wayOut(four(['*', 0, refused]), six())).toBe('')
    expect(await wayOut(six(['lo', 1, '00200201']))).toBe('')
  })

  it('is closed by a route that refuses before the others, and open before one that refuses after them', async () => {
    expect(await wayOut(four(['eth0', 100], ['*', 50, refused]))).toBe('')
    expect(await wayOut(four(['eth0', 100], ['*', 4_000_000, refused]))).toBe('eth0')
  })

  it('leads over IPv6 when IPv4 is refused, down or not there', async () => {
    const over6 = six(['eth1', 1024], ['eth2', 512], ['lo', 0xffffffff, '00200200'])
    expect(await wayOut(four(['*', 0, refused]), over6)).toBe('eth2')
    expect(await wayOut(four(['eth0', 0, '0002']), over6)).toBe('eth2')
    expect(await wayOut({ 'proc/net/route': null }, over6)).toBe('eth2')
  })

  it('leads through a tunnel that is laid over both halves, and not through one over a half', async () => {
    const halves = (...to: string[]): Tree => ({
      'proc/net/route': head + to.map(one => `tun0\t${one}\t0\t0003\t0\t0\t0\t00000080\t0\t0\t0\n`).join(''),
    })
    expect(await wayOut(halves('00000000', '00000080'))).toBe('tun0')
    expect(await wayOut(halves('00000080'))).toBe('')
    const both = ['0', '8'].map(first => `${first}${'0'.repeat(31)} 01`)
    const over6 = both
      .map(to => `${to} ${zero} 00 ${zero} 00000400 00000001 00000000 00000001 tun1\n`)
      .join('')
    expect(await wayOut(four(), { 'proc/net/ipv6_route': over6 })).toBe('tun1')
  })

  it('is unknown, and not closed, when a list cannot be read or is none', async () => {
    expect(await wayOut({ 'proc/net/route/': '' }, six())).toEqual(unknown('failed'))
    expect(await wayOut({ 'proc/net/route/': null, 'proc/net/route': '' })).toEqual(unknown('failed'))
    expect(await wayOut(four(), { 'proc/net/ipv6_route/': '' })).toEqual(unknown('failed'))
  })

  it('is looked at again when another card may have taken the name', async () => {
    const look = network.watchOutward(machine.roots)
    machine.plant({ ...four(['net0', 1]), ...folder('sys/class/net/net0', { uevent: 'DEVTYPE=wlan' }) })
    expect(await look()).toMatchObject({ value: { kind: 'wifi' } })
    machine.plant(folder('sys/class/net/net0', { uevent: 'DEVTYPE=wwan' }))
    for (let calls = 0; calls < 11; calls += 1) await look()
    expect(await look()).toMatchObject({ value: { kind: 'mobile' } })
  })
})

const card = (name: string, files: Record<string, string>, driver?: string): Tree => ({
  ...folder(`sys/class/net/${name}`, { type: '1', uevent: `INTERFACE=${name}`, ...files }),
  ...(driver === undefined
    ? {}
    : {
        [`sys/class/net/${name}/device`]: `-> sys/devices/${name}`,
        [`sys/devices/${name}/driver`]: `-> sys/bus/drivers/${driver}`,
        [`sys/bus/drivers/${driver}/`]: '',
      }),
})
const below = (name: string, ...lower: string[]): Tree =>
  Object.fromEntries(lower.map(one => [`sys/class/net/${name}/lower_${one}`, `-> sys/class/net/${one}`]))

async function kind(name: string, ...trees: Tree[]) {
  machine.plant(Object.assign({}, four([name, 1]), ...trees))
  const read = await network.watchOutward(machine.roots)()
  return read.ok ? read.value.kind : read
}

describe('an interface is', () => {
  it('what it says, whatever it is called', async () => {
    expect(await kind('ppp-kantoor', card('ppp-kantoor', {}, 'e1000e'))).toBe('wired')
    expect(await kind('eth5', card('eth5', { uevent: 'DEVTYPE=wwan' }, 'cdc_ether'))).toBe('mobile')
    expect(await kind('enp1', card('enp1', {}, 'ath9k'), { 'sys/class/net/enp1/phy80211/': '' })).toBe('wifi')
    expect(await kind('ra0', card('ra0', {}), { 'sys/class/net/ra0/wireless/': '' })).toBe('wifi')
  })

  it('mobile when a telephone stands behind it', async () => {
    expect(await kind('enx02', card('enx02', {}, 'ipheth'))).toBe('mobile')
    expect(await kind('usb0', card('usb0', {}, 'rndis_host'))).toBe('mobile')
    expect(await kind('enx03', card('enx03', {}, 'r8152'))).toBe('wired')
  })

  it('what all the cards below it are, when it is a bridge or a bond', async () => {
    const cards = { ...card('eth0', {}, 'igb'), ...card('eth1', {}, 'igb'), ...card('vnet3', {}) }
    const bond = card('bond0', { uevent: 'DEVTYPE=bond' })
    const bridge = card('br0', { uevent: 'DEVTYPE=bridge' })
    const over = { ...below('bond0', 'eth0', 'eth1'), ...below('br0', 'bond0', 'vnet3') }
    expect(await kind('br0', cards, bond, bridge, over)).toBe('wired')
    const wifi = card('eth1', { uevent: 'DEVTYPE=wlan' })
    expect(await kind('br0', wifi)).toBe('other')
  })

  it('something else when a telephone or a computer is behind it, over which nobody knows what comes', async () => {
    expect(await kind('bnep0', card('bnep0', { uevent: 'DEVTYPE=bluetooth' }, 'btusb'))).toBe('other')
    expect(await kind('usb0', card('usb0', { uevent: 'DEVTYPE=gadget' }, 'g_ether'))).toBe('other')
  })

  it('something else when it is a tunnel or only programs are behind it', async () => {
    expect(await kind('tun0', card('tun0', { type: '65534' }))).toBe('other')
    expect(
      await kind(
        'docker0',
        card('docker0', { uevent: 'DEVTYPE=bridge' }),
        card('veth1', {}),
        below('docker0', 'veth1'),
      ),
    ).toBe('other')
  })

  it('unknown when it does not tell, and then asked again', async () => {
    machine.plant({ ...four(['net0', 1]), 'sys/class/net/net0/uevent/': '' })
    const look = network.watchOutward(machine.roots)
    expect(await look()).toEqual(unknown('failed'))
    machine.plant({
      'sys/class/net/net0/uevent/': null,
      ...folder('sys/class/net/net0', { uevent: 'DEVTYPE=wlan' }),
    })
    expect(await look()).toMatchObject({ value: { kind: 'wifi' } })
  })
})

describe('the link', () => {
  it.each(['-1', '0', '65535', '4294967295'])('has no speed when its driver says %s', async speed => {
    machine.plant(folder('sys/class/net/eth0', { speed }))
    expect(await network.readLinkSpeed(machine.roots, 'eth0')).toEqual(unknown('unsupported'))
  })

  it('of a tunnel has none either, whatever it claims', async () => {
    machine.plant(folder('sys/class/net/tun0', { speed: '10', tun_flags: '0x1001' }))
    expect(await network.readLinkSpeed(machine.roots, 'tun0')).toEqual(unknown('unsupported'))
  })

  it.each([
    ['-71.', known(-71)],
    ['-71', known(-71)],
    ['58.', unknown('unsupported')],
    ['0', unknown('unsupported')],
    ['-256', unknown('unsupported')],
    ['', unknown('unsupported')],
  ])('has a signal in dBm alone: %j', async (level, right) => {
    machine.plant({ 'proc/net/wireless': `head\nhead\nwlan0: 0000   54.  ${level}  ${level && '-256'}\n` })
    expect(await network.readSignal(machine.roots, 'wlan0')).toEqual(right)
  })
})
