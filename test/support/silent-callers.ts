import { once } from 'node:events'
import { type AddressInfo, connect as connectTcp, createServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { connect as connectTls, type TLSSocket } from 'node:tls'

/** How far a caller gets who then says nothing more. */
export const manners = ['says nothing', 'says one byte', 'says hello', 'shakes hands', 'asks half'] as const
export type Manner = (typeof manners)[number]

/** Where callers come from: an address of loopback that honest ones do not use. */
const address = '127.0.0.2'
const everyMs = 10
const half = 'POST /api/sign-in/link HTTP/1.1\r\nhost: '

type Calling = { port: number; manner: Manner; perSecond: number }

/** Opens so many connections a second, each of which stays until it is cut. `stop` hangs up. */
export async function callSilently({ port, manner, perSecond }: Calling) {
  const hello = await recordHello()
  const open = new Set<Socket | TLSSocket>()
  let called = 0
  let running = true
  const from = performance.now()
  const done = (async () => {
    while (running) {
      for (const due = ((performance.now() - from) / 1000) * perSecond; called < due; called += 1) {
        const socket = call(port, manner, hello)
        open.add(socket)
        socket.once('close', () => open.delete(socket))
      }
      await delay(everyMs)
    }
  })()
  return {
    called: () => called,
    open: () => open.size,
    async stop(): Promise<void> {
      running = false
      await done
      for (const socket of open) socket.destroy()
    },
  }
}

function call(port: number, manner: Manner, hello: Buffer): Socket | TLSSocket {
  const to = { port, host: '127.0.0.1', localAddress: address }
  const socket = manner === 'shakes hands' ? connectTls({ ...to, rejectUnauthorized: false }) : connectTcp(to)
  socket.on('error', () => undefined)
  socket.resume()
  if (manner === 'says one byte') socket.write(Buffer.of(0x16))
  if (manner === 'says hello') socket.write(hello)
  if (manner === 'asks half') socket.write(half)
  return socket
}

/** The first words of a TLS client, as one of them said them. */
async function recordHello(): Promise<Buffer> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connectTls({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' })
  client.on('error', () => undefined)
  const [socket] = (await once(server, 'connection')) as [Socket]
  const [hello] = (await once(socket, 'data')) as [Buffer]
  socket.destroy()
  client.destroy()
  server.close()
  return hello
}
