import { basename, dirname, join, relative } from 'node:path'
import type { CameraFact } from '../../protocol/facts.ts'
import type { Read } from './asking.ts'
import { orUndefined, readLinkName, readText, resolvePath } from './reading.ts'

/** A camera as the system lists it. `port` says where it is plugged in and never leaves the set. */
export type Camera = { port: string; model: string | null; driver: string | null; error: CameraFact['error'] }

/** A node of the system for pictures (`video0`) or for a part that makes them (`v4l-subdev0`). */
export type VideoNode = { node: string; name: string | null; device: string; driver: string | null }

/** The part of a USB device that says it is a camera. */
export type UsbVideo = { device: string; product: string | null; driver: string | null }

const nodeNames = /^(video|v4l-subdev)\d+$/
const usbVideoClass = '0e'
const usbVideoControl = '01'

/** The folder below which devices lie, without links. */
export async function rootOf(sys: string): Promise<string> {
  const read = await resolvePath(sys)
  return (read.ok && read.value) || sys
}

/** undefined: it belongs to no device, as those that programs make; or it is for something else than pictures. */
export async function readNode(root: string, path: string): Promise<Read<VideoNode | undefined>> {
  if (!nodeNames.test(basename(path))) return { ok: true, value: undefined }
  const [device, name] = await Promise.all([resolvePath(join(path, 'device')), readText(join(path, 'name'))])
  if (!device.ok) return device
  if (device.value === undefined) return { ok: true, value: undefined }
  const driver = await readLinkName(join(device.value, 'driver'))
  if (!driver.ok) return driver
  return {
    ok: true,
    value: {
      node: basename(path),
      name: name.ok && name.value !== '' ? name.value : null,
      device: relative(root, device.value),
      driver: driver.value ?? null,
    },
  }
}

export async function readUsbInterface(root: string, path: string): Promise<Read<UsbVideo | undefined>> {
  const [kind, part] = await Promise.all(
    ['bInterfaceClass', 'bInterfaceSubClass'].map(async name =>
      orUndefined(await readText(join(path, name))),
    ),
  )
  if (!kind!.ok) return kind!
  if (!part!.ok) return part!
  if (kind!.value !== usbVideoClass || part!.value !== usbVideoControl) return { ok: true, value: undefined }
  const device = await resolvePath(path)
  if (!device.ok || device.value === undefined) return device as Read<undefined>
  const [product, driver] = await Promise.all([
    readText(join(dirname(device.value), 'product')),
    readLinkName(join(device.value, 'driver')),
  ])
  if (!driver.ok) return driver
  return {
    ok: true,
    value: {
      device: relative(root, device.value),
      product: product.ok && product.value !== '' ? product.value : null,
      driver: driver.value ?? null,
    },
  }
}
