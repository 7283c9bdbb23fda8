import { connect } from 'node:net'
import { join } from 'node:path'
import type { Read } from '../sensors/asking.ts'
import { type Roots, readText, unreadable } from '../sensors/reading.ts'

const routeUp = 1
const routeThroughGateway = 2
const neighbourComplete = 2
/** Asked by its name server, if it has one; a refusal is an answer too. */
const port = 53
const knockMs = 1200

/**
 * Whether the gateway of IPv4 answers. A knock makes the system look for it, and its table of neighbours tells whether
 * it found it, also when the knock itself is let through by nobody.
 */
export async function readGateway({ proc }: Roots, knock = knockAt): Promise<Read<boolean>> {
  const routes = await readText(join(proc, 'net/route'))
  if (!routes.ok) return routes
  const address = gatewayIn(routes.value)
  if (address === undefined) return unreadable('absent')
  if (await knock(address)) return { ok: true, value: true }
  const neighbours = await readText(join(proc, 'net/arp'))
  if (!neighbours.ok) return neighbours
  const isComplete = isNeighbour(neighbours.value, address)
  return isComplete === undefined ? unreadable('absent') : { ok: true, value: isComplete }
}

/** The gateway of the way out with the lowest metric; undefined: none leads over a gateway. */
function gatewayIn(table: string): string | undefined {
  const ways = table
    .split('\n')
    .slice(1)
    .map(line => line.trim().split(/\s+/))
    .filter(([, to, , flags, , , , mask]) => {
      const bits = Number(`0x${flags}`)
      const leads = (bits & routeUp) !== 0 && (bits & routeThroughGateway) !== 0
      return leads && to === '00000000' && mask === '00000000'
    })
    .toSorted((a, b) => Number(a[6]) - Number(b[6]))
  const written = ways[0]?.[2]
  // Four bytes, as the processor keeps them: the last part of the address first.
  return written
    ?.match(/../g)
    ?.map(byte => Number.parseInt(byte, 16))
    .reverse()
    .join('.')
}

/** Whether the system found this neighbour; undefined: it does not know of it. */
function isNeighbour(table: string, address: string): boolean | undefined {
  const row = table
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .find(([ip]) => ip === address)
  return row && (Number(row[2]) & neighbourComplete) !== 0
}

/** Whether somebody answers at this address, be it with a refusal. */
function knockAt(address: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host: address, port })
    const end = (answers: boolean) => {
      clearTimeout(late)
      socket.destroy()
      resolve(answers)
    }
    const late = setTimeout(end, knockMs, false)
    socket.once('connect', () => end(true))
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code === 'ECONNREFUSED'))
  })
}
