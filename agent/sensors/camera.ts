import { join } from 'node:path'
import type { Read } from './asking.ts'
import { judgeCameras } from './camera-judging.ts'
import {
  type Camera,
  readNode,
  readUsbInterface,
  rootOf,
  type UsbVideo,
  type VideoNode,
} from './camera-parts.ts'
import { type Roots, readNames } from './reading.ts'
import type { Seldom } from './seldom.ts'

/** Listings are compared at every call; their contents are read when they changed, and after so many calls or so long. */
const callsBetweenReads = 12
const holdsMs = 75_000

const usbInterface = /^\d+-[\d.]+:\d+\.\d+$/

/** Cameras by what the system lists. No camera is ever opened: only folders, links and names are read. */
export function watchCameras({ sys }: Pick<Roots, 'sys'>, seldom: Seldom): () => Promise<Read<Camera[]>> {
  const due = seldom.every(callsBetweenReads, holdsMs)
  let listed = ''
  let last: Read<Camera[]> = { ok: true, value: [] }
  return async () => {
    const [nodes, usb] = await Promise.all([
      readNames(join(sys, 'class/video4linux')),
      readNames(join(sys, 'bus/usb/devices')),
    ])
    if (!nodes.ok) return nodes
    if (!usb.ok) return usb
    const interfaces = usb.value.filter(name => usbInterface.test(name))
    const listing = [...nodes.value, ...interfaces].join(' ')
    const isDue = due()
    if (listing === listed && !isDue && last.ok) return last
    listed = listing
    last = await readCameras(sys, nodes.value, interfaces)
    return last
  }
}

async function readCameras(
  sys: string,
  nodes: readonly string[],
  interfaces: readonly string[],
): Promise<Read<Camera[]>> {
  const root = await rootOf(sys)
  const reads = await Promise.all([
    whole(nodes.map(name => readNode(root, join(sys, 'class/video4linux', name)))),
    whole(interfaces.map(name => readUsbInterface(root, join(sys, 'bus/usb/devices', name)))),
  ])
  const [found, usb]: [Read<VideoNode[]>, Read<UsbVideo[]>] = reads
  if (!found.ok) return found
  return usb.ok ? { ok: true, value: judgeCameras(found.value, usb.value) } : usb
}

/** All of them, without those that are nothing; one that does not tell what it is leaves all in doubt. */
async function whole<Value>(reads: Promise<Read<Value | undefined>>[]): Promise<Read<Value[]>> {
  const all = await Promise.all(reads)
  const silent = all.find(read => !read.ok)
  if (silent?.ok === false) return silent
  return { ok: true, value: all.flatMap(read => (read.ok && read.value !== undefined ? [read.value] : [])) }
}
