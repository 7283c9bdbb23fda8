import { dirname, join, relative } from 'node:path'
import type { CameraFact } from '../../protocol/facts.ts'
import { type Read, type Roots, readLinkName, readNames, readText, resolvePath } from './reading.ts'

/** A camera as the system lists it. `port` says where it is plugged in and never leaves the set. */
export type Camera = { port: string; model: string | null; driver: string | null; error: CameraFact['error'] }

/** Listings are compared at every call; their contents are read when they changed, and after this many calls. */
const callsBetweenReads = 12
const modelMax = 64

/** Video devices that code, decode or process pictures, and are no camera. */
const noCamera = /codec|isp|hevc|jpeg|m2m|-(dec|enc)\b|decoder|encoder/i
const usbInterface = /^\d+-[\d.]+:\d+\.\d+$/
const usbVideoClass = '0e'
const usbVideoControl = '01'

/** Cameras by what the system lists. No camera is ever opened: only folders, links and names are read. */
export function watchCameras({ sys }: Pick<Roots, 'sys'>): () => Promise<Read<Camera[]>> {
  let listed = ''
  let calls = 0
  let last: Read<Camera[]> = { ok: true, value: [] }
  return async () => {
    const nodes = await readNames(join(sys, 'class/video4linux'))
    if (!nodes.ok) return nodes
    const usb = await readNames(join(sys, 'bus/usb/devices'))
    const interfaces = usb.ok ? usb.value.filter(name => usbInterface.test(name)) : []
    const listing = [...nodes.value, ...interfaces].join(' ')
    calls = (calls + 1) % callsBetweenReads
    if (listing === listed && calls !== 0) return last
    listed = listing
    last = { ok: true, value: await readCameras(sys, nodes.value, interfaces) }
    return last
  }
}

async function readCameras(
  sys: string,
  nodes: readonly string[],
  interfaces: readonly string[],
): Promise<Camera[]> {
  const byPort = new Map<string, Camera>()
  // A camera has several nodes (picture, metadata, infrared): those of one physical device are one camera.
  for (const node of nodes) {
    const camera = await readNode(sys, join(sys, 'class/video4linux', node))
    if (camera && !byPort.has(camera.port)) byPort.set(camera.port, camera)
  }
  for (const name of interfaces) {
    const camera = await readUsbInterface(sys, join(sys, 'bus/usb/devices', name))
    if (camera && !byPort.has(camera.port)) byPort.set(camera.port, camera)
  }
  return [...byPort.values()]
}

async function readNode(sys: string, node: string): Promise<Camera | undefined> {
  const device = await resolvePath(join(node, 'device'))
  const name = await readText(join(node, 'name'))
  const model = name.ok && name.value !== '' ? name.value.slice(0, modelMax) : null
  if (!device || noCamera.test(model ?? '')) return undefined
  const driver = (await readLinkName(join(device, 'driver'))) ?? null
  return { port: await portOf(sys, device), model, driver, error: null }
}

/** A USB device that says it is a camera, for which the system has no node. */
async function readUsbInterface(sys: string, path: string): Promise<Camera | undefined> {
  const isVideo = await isText(join(path, 'bInterfaceClass'), usbVideoClass)
  if (!isVideo || !(await isText(join(path, 'bInterfaceSubClass'), usbVideoControl))) return undefined
  const device = await resolvePath(path)
  if (!device) return undefined
  const product = await readText(join(dirname(device), 'product'))
  const driver = (await readLinkName(join(device, 'driver'))) ?? null
  return {
    port: await portOf(sys, device),
    model: product.ok ? product.value.slice(0, modelMax) : null,
    driver,
    error: driver === null ? 'no_driver' : 'driver_failed',
  }
}

async function isText(path: string, expected: string): Promise<boolean> {
  const read = await readText(path)
  return read.ok && read.value === expected
}

/** The physical device: for a USB interface the device it belongs to. */
async function portOf(sys: string, device: string): Promise<string> {
  const physical = usbInterface.test(device.split('/').at(-1) ?? '') ? dirname(device) : device
  return relative((await resolvePath(sys)) ?? sys, physical)
}
