import { connect, type SecureContext } from 'node:tls'
import { connectPacket, packetTypes, startCutting } from './packets.ts'

export type ConnectsResult = { connects: number; seconds: number; cpuSeconds: number }

const keepAliveSeconds = 30
const connackMsMax = 10_000

/**
 * Full handshakes with a certificate, each up to the CONNACK and then closed, as many as there is time for. CONNECT
 * follows the handshake at once. @throws when one is refused
 */
export async function countConnects(
  port: number,
  contexts: ReadonlyMap<string, SecureContext>,
  { atOnce, seconds }: { atOnce: number; seconds: number },
): Promise<ConnectsResult> {
  const from = performance.now()
  const cpu = process.cpuUsage()
  const waiting = [...contexts]
  let connects = 0
  const work = async () => {
    while (performance.now() - from < seconds * 1000) {
      const next = waiting.shift()
      if (!next) throw new Error(`${atOnce} at once need more than ${contexts.size} sets`)
      await connectOnce(port, next)
      connects++
      waiting.push(next)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  const { user, system } = process.cpuUsage(cpu)
  return { connects, seconds: (performance.now() - from) / 1000, cpuSeconds: (user + system) / 1e6 }
}

function connectOnce(port: number, [deviceId, secureContext]: [string, SecureContext]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      port,
      host: '127.0.0.1',
      secureContext,
      rejectUnauthorized: false,
      servername: 'localhost',
    })
    const end = (failure?: Error) => {
      clearTimeout(late)
      socket.destroy()
      if (failure) reject(failure)
      else resolve()
    }
    const late = setTimeout(() => end(new Error(`no CONNACK for ${deviceId}`)), connackMsMax)
    const cut = startCutting((type, bytes, at) => {
      const isIn = type === packetTypes.connack && bytes[at + 1] === 0
      end(isIn ? undefined : new Error(`${deviceId} was refused with code ${bytes[at + 1]}`))
    })
    socket.on('data', cut)
    socket.once('error', end)
    socket.once('close', () => end(new Error(`${deviceId} was closed`)))
    socket.write(connectPacket(deviceId, keepAliveSeconds))
  })
}
