import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { known, plantedTree, unknown } from '../../test/support/planted-tree.ts'
import { readGateway } from './gateway-linux.ts'

let machine: ReturnType<typeof plantedTree>
beforeEach(() => {
  machine = plantedTree()
})
afterEach(() => machine.remove())

const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n'
const route = (name: string, to: string, gateway: string, flags: string, metric: number, mask = '00000000') =>
  `${name}\t${to}\t${gateway}\t${flags}\t0\t0\t${metric}\t${mask}\t0\t0\t0\n`
const viaWire = route('enp3s0', '00000000', '0101A8C0', '0003', 100)
const viaWifi = route('wlp2s0', '00000000', '0102A8C0', '0003', 600)
const ownNet = route('enp3s0', '0001A8C0', '00000000', '0001', 100, '00FFFFFF')
const neighbours = 'IP address       HW type     Flags       HW address            Mask     Device\n'
const neighbour = (ip: string, flags: string) =>
  `${ip.padEnd(17)}0x1         ${flags}         00:00:5e:00:53:01     *        enp3s0\n`

/** Asks a machine with these tables; says at whom was knocked. */
async function ask(routes: string, table: string | null, answers = false) {
  machine.plant({ 'proc/net/route': head + routes, 'proc/net/arp': table && neighbours + table })
  const knocked: string[] = []
  const answer = await readGateway(machine.roots, async address => {
    knocked.push(address)
    return answers
  })
  return { answer, knocked }
}

describe('the gateway of a set on Linux', () => {
  it('is the one of the way out that is taken first, and its answer is enough', async () => {
    const { answer, knocked } = await ask(ownNet + viaWifi + viaWire, null, true)
    expect(knocked).toEqual(['192.168.1.1'])
    expect(answer).toEqual(known(true))
  })

  it('answers when the system found it, though it lets no knock through', async () => {
    const { answer } = await ask(viaWire, neighbour('192.168.1.1', '0x2'))
    expect(answer).toEqual(known(true))
  })

  it('is silent when the system looked for it in vain', async () => {
    const { answer } = await ask(viaWire, neighbour('192.168.1.1', '0x0') + neighbour('192.168.1.7', '0x2'))
    expect(answer).toEqual(known(false))
  })

  it('is not known of when the system did not look for it, and when there is none', async () => {
    expect((await ask(viaWire, neighbour('192.168.1.7', '0x2'))).answer).toEqual(unknown('absent'))
    expect((await ask(ownNet, neighbour('192.168.1.1', '0x2'))).answer).toEqual(unknown('absent'))
    const direct = route('ppp0', '00000000', '00000000', '0001', 0)
    expect(await ask(direct, '')).toEqual({ answer: unknown('absent'), knocked: [] })
  })

  it('is not known of when the system shows no routes', async () => {
    expect(await readGateway(machine.roots, async () => true)).toEqual(unknown('absent'))
  })
})
