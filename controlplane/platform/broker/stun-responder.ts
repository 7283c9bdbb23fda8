import { createSocket, type Socket } from 'node:dgram'
import { isIPv4 } from 'node:net'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { encodeBindingResponse, readBindingRequest } from '../../../protocol/stun.ts'
import { asListenRefused } from '../http/listen.ts'

type Place = { host: string; port: number }
type Outcome = { port: number } | { failure: { code: string; message: string } }

/**
 * Answers STUN binding requests over UDP, in a thread of its own: a busy event loop would look like a slow line.
 * @throws StartRefused when the port is taken.
 */
export async function startStunResponder(place: Place): Promise<{ port: number; stop: () => Promise<void> }> {
  const worker = new Worker(new URL(import.meta.url), { workerData: place })
  const outcome = await new Promise<Outcome>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  if ('failure' in outcome) {
    await worker.terminate()
    const failure = Object.assign(new Error(outcome.failure.message), outcome.failure)
    throw asListenRefused(failure, 'SETWACHT_STUN_PORT', place.port)
  }
  return {
    port: outcome.port,
    stop: async () => {
      await worker.terminate()
    },
  }
}

function answer(socket: Socket, packet: Buffer, from: { address: string; port: number }): void {
  const transaction = readBindingRequest(packet)
  if (!transaction) return
  const address = isIPv4(from.address)
    ? Uint8Array.from(from.address.split('.'), Number)
    : bytesOfIPv6(from.address)
  socket.send(encodeBindingResponse(transaction, address, from.port), from.port, from.address)
}

/** The 16 bytes of an IPv6 address without an embedded IPv4 one (the socket is IPv6 only). */
function bytesOfIPv6(address: string): Uint8Array {
  const [left = [], right = []] = (address.split('%')[0] ?? '')
    .split('::')
    .map(part => part.split(':').filter(group => group !== ''))
  const zeros = new Array<string>(8 - left.length - right.length).fill('0')
  const groups = [...left, ...zeros, ...right].map(group => Number.parseInt(group, 16))
  return Uint8Array.from(groups.flatMap(group => [group >> 8, group & 255]))
}

function runWorker({ host, port }: Place): void {
  const socket = createSocket(host.includes(':') ? { type: 'udp6', ipv6Only: true } : { type: 'udp4' })
  const tell = (outcome: Outcome) => parentPort?.postMessage(outcome)
  socket.on('error', (failure: NodeJS.ErrnoException) =>
    tell({ failure: { code: failure.code ?? '', message: failure.message } }),
  )
  socket.on('message', (packet, from) => answer(socket, packet, from))
  socket.bind(port, host, () => tell({ port: socket.address().port }))
}

if (!isMainThread && parentPort) runWorker(workerData as Place)
