import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { encodeBindingRequest, readBindingResponse, transactionBytes } from '../../../protocol/stun.ts'
import type { Place } from './worker.ts'

/** Asks the responder as a set would. True: it answered within this time (ms). */
export function probeStun({ host, port }: Place, withinMs: number): Promise<boolean> {
  const transaction = randomBytes(transactionBytes)
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
  return new Promise<boolean>(resolve => {
    const end = (answered: boolean) => {
      clearTimeout(timer)
      resolve(answered)
    }
    // After a long turn of the event loop the answer may lie there unread: it is read before time is up.
    const timer = setTimeout(() => setImmediate(() => setImmediate(end, false)), withinMs)
    socket.on('message', packet => {
      const answered = readBindingResponse(packet)
      if (answered !== undefined && transaction.equals(answered)) end(true)
    })
    socket.on('error', () => end(false))
    socket.send(encodeBindingRequest(transaction), port, host, failure => failure && end(false))
  }).finally(() => socket.close())
}
