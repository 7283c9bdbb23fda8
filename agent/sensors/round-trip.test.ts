import { createSocket, type Socket } from 'node:dgram'
import { networkInterfaces } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeBindingResponse, readBindingRequest } from '../../protocol/stun.ts'
import { RoundTrips } from './round-trip.ts'

const hasIpv6 = networkInterfaces().lo?.some(({ family }) => family === 'IPv6') ?? false
const nobody = '127.0.0.254'

let responders: Socket[] = []
let trips: RoundTrips | undefined
/** Where the name leads, as of the next look-up. */
let addresses: string[] = []

beforeEach(() => {
  responders = []
  addresses = []
})
afterEach(() => {
  trips?.stop()
  for (const responder of responders) responder.close()
})

/** Answers at this address; the port when it is given, else any. */
function respond(address: string, port = 0): Promise<number> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4')
  responders.push(socket)
  socket.on('message', (packet, from) => {
    const transaction = readBindingRequest(packet)
    if (transaction)
      socket.send(encodeBindingResponse(transaction, new Uint8Array(4), from.port), from.port, from.address)
  })
  return new Promise(resolve => socket.bind(port, address, () => resolve(socket.address().port)))
}

function measure(port: number): RoundTrips {
  trips = new RoundTrips(
    'responder.example',
    port,
    () => performance.now(),
    async () => addresses,
  )
  trips.reached(true)
  return trips
}

const taken: (number | null)[] = []
/** How many of so many requests are answered. */
async function answered(of: RoundTrips, count: number): Promise<number> {
  taken.length = 0
  for (let asked = 0; asked < count; asked += 1) await of.ask()
  await expect
    .poll(() => {
      taken.push(...of.take())
      return taken.length
    })
    .toBe(count)
  return taken.filter(outcome => outcome !== null).length
}

describe('a request', () => {
  it.skipIf(!hasIpv6)(
    'goes where the name leads today, also by another kind of address than yesterday',
    async () => {
      const port = await respond('127.0.0.1')
      await respond('::1', port)
      const asking = measure(port)
      addresses = ['127.0.0.1']
      expect(await answered(asking, 2)).toBe(2)
      responders.shift()?.close()
      addresses = ['::1']
      expect(await answered(asking, 3)).toBe(0)
      expect(await answered(asking, 2)).toBe(2)
    },
  )

  it('goes to the next address of the name when the first does not answer', async () => {
    const asking = measure(await respond('127.0.0.1'))
    addresses = [nobody, '127.0.0.1']
    expect(await answered(asking, 3)).toBe(0)
    expect(await answered(asking, 2)).toBe(2)
    expect(asking.udp).toBe('open')
  })

  it('that is never answered says why there is no loss to tell, until one is', async () => {
    const port = await respond('127.0.0.1')
    const asking = measure(port)
    addresses = [nobody]
    expect(await answered(asking, 3)).toBe(0)
    expect([asking.endInterval(), asking.reason, asking.udp]).toEqual([true, 'no_answer', 'blocked'])
    addresses = ['127.0.0.1']
    expect(await answered(asking, 1)).toBe(1)
    expect([asking.reason, asking.udp]).toEqual([undefined, 'open'])
  })

  it('is not sent while the name leads nowhere, and that is why nothing is known', async () => {
    trips = new RoundTrips(
      'nowhere.example',
      9,
      () => performance.now(),
      () => Promise.reject(Object.assign(new Error('not found'), { code: 'ENOTFOUND' })),
    )
    await trips.ask()
    expect([trips.take(), trips.reason]).toEqual([[], 'failed'])
  })
})
