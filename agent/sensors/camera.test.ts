import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { watchCameras } from './camera.ts'
import type { Camera } from './camera-parts.ts'
import { assignSlots, cameraFacts, unknownCameraFacts } from './camera-slots.ts'
import { Seldom } from './seldom.ts'

let sys = ''
let seldom: Seldom
beforeEach(() => {
  sys = mkdtempSync(join(tmpdir(), 'setwacht-cameras-'))
  seldom = new Seldom(() => 0)
})
afterEach(() => rmSync(sys, { recursive: true, force: true }))

const busFolder = 'devices/pci0000:00/usb1'

/** A USB camera as the system lists it: a device, its video interface, and its nodes when a driver made some. */
function plug(port: string, product: string, driver: string | undefined, nodes: readonly string[]): void {
  const device = join(sys, busFolder, port)
  const video = join(device, `${port}:1.0`)
  mkdirSync(video, { recursive: true })
  writeFileSync(join(device, 'product'), `${product}\n`)
  writeFileSync(join(device, 'serial'), 'CANARY-SERIAL\n')
  writeFileSync(join(video, 'bInterfaceClass'), '0e\n')
  writeFileSync(join(video, 'bInterfaceSubClass'), '01\n')
  mkdirSync(join(sys, 'bus/usb/devices'), { recursive: true })
  symlinkSync(video, join(sys, 'bus/usb/devices', `${port}:1.0`))
  if (driver === undefined) return
  mkdirSync(join(sys, 'bus/usb/drivers', driver), { recursive: true })
  symlinkSync(join(sys, 'bus/usb/drivers', driver), join(video, 'driver'))
  for (const node of nodes) addNode(node, video, product)
}

function addNode(node: string, device: string | undefined, name: string): void {
  const folder = join(sys, 'class/video4linux', node)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'name'), `${name}\n`)
  if (device) symlinkSync(device, join(folder, 'device'))
}

function unplug(port: string, nodes: readonly string[]): void {
  rmSync(join(sys, busFolder, port), { recursive: true })
  rmSync(join(sys, 'bus/usb/devices', `${port}:1.0`))
  for (const node of nodes) rmSync(join(sys, 'class/video4linux', node), { recursive: true })
}

const camera = (port: string, model: string | null, more: Partial<Camera> = {}): Camera => ({
  port,
  model,
  driver: 'uvcvideo',
  error: null,
  ...more,
})

describe('the cameras of a set', () => {
  it('are one per physical device, however many nodes it has', async () => {
    plug('1-2', 'HD Pro Webcam', 'uvcvideo', ['video0', 'video1'])
    plug('1-10', 'PTZ Pro', 'uvcvideo', ['video2', 'video3'])
    expect(await watchCameras({ sys }, seldom)()).toEqual({
      ok: true,
      value: [camera(`${busFolder}/1-2`, 'HD Pro Webcam'), camera(`${busFolder}/1-10`, 'PTZ Pro')],
    })
  })

  it('tell a camera without a driver from one whose driver gave up', async () => {
    plug('1-2', 'Webcam', undefined, [])
    plug('1-3', 'Webcam', 'uvcvideo', [])
    expect(await watchCameras({ sys }, seldom)()).toMatchObject({
      value: [
        { error: 'no_driver', driver: null },
        { error: 'driver_failed', driver: 'uvcvideo' },
      ],
    })
  })

  it('do not include decoders and virtual devices', async () => {
    const soc = join(sys, 'devices/platform/soc')
    mkdirSync(soc, { recursive: true })
    addNode('video10', soc, 'bcm2835-codec-decode')
    addNode('video40', undefined, 'Dummy video device')
    expect(await watchCameras({ sys }, seldom)()).toEqual({ ok: true, value: [] })
  })

  it('say that the main one failed, though the infrared one of the same device works', async () => {
    plug('1-2', 'Laptop camera', 'uvcvideo', [])
    const infrared = join(sys, busFolder, '1-2/1-2:1.2')
    mkdirSync(infrared)
    addNode('video1', infrared, 'Laptop camera')
    expect(await watchCameras({ sys }, seldom)()).toMatchObject({ value: [{ error: 'driver_failed' }] })
  })

  it('are none on a system without any', async () => {
    expect(await watchCameras({ sys }, seldom)()).toEqual({ ok: true, value: [] })
  })

  it('are unknown, not missing, when the list cannot be read', async () => {
    mkdirSync(join(sys, 'class'))
    writeFileSync(join(sys, 'class/video4linux'), '')
    symlinkSync('loop', join(sys, 'loop'))
    expect(await watchCameras({ sys: join(sys, 'loop') }, seldom)()).toEqual({ ok: false, reason: 'failed' })
  })

  it('are unknown when one does not tell what it is', async () => {
    plug('1-2', 'Webcam', 'uvcvideo', ['video0'])
    rmSync(join(sys, busFolder, '1-2/1-2:1.0/bInterfaceClass'))
    mkdirSync(join(sys, busFolder, '1-2/1-2:1.0/bInterfaceClass'))
    expect(await watchCameras({ sys }, seldom)()).toEqual({ ok: false, reason: 'failed' })
  })

  it('are seen when they are plugged in and when they are pulled out', async () => {
    const look = watchCameras({ sys }, seldom)
    plug('1-2', 'Webcam', 'uvcvideo', ['video0'])
    expect(await look()).toMatchObject({ value: [{ model: 'Webcam' }] })
    unplug('1-2', ['video0'])
    expect(await look()).toEqual({ ok: true, value: [] })
  })

  it('say nothing of their serial number', async () => {
    plug('1-2', 'Webcam', 'uvcvideo', ['video0'])
    expect(JSON.stringify(await watchCameras({ sys }, seldom)())).not.toContain('CANARY')
  })
})

describe('camera slots', () => {
  const front = camera('usb1/1-2', 'Front')
  const back = camera('usb1/1-3', 'Back')
  const remember = (cameras: readonly Camera[]) => cameras.map(({ port, model }) => ({ port, model }))

  it('stay when the first camera is pulled out', () => {
    const slots = assignSlots(remember([front, back]), [back])
    expect(cameraFacts(slots)).toMatchObject({
      camera_1: { present: false, model: 'Front' },
      camera_2: { present: true, model: 'Back' },
    })
  })

  it('follow a camera to another port', () => {
    const moved = { ...front, port: 'usb2/2-1' }
    expect(cameraFacts(assignSlots(remember([front, back]), [back, moved]))).toMatchObject({
      camera_1: { present: true, model: 'Front' },
      camera_2: { present: true, model: 'Back' },
    })
  })

  it('are filled by the camera that replaces a broken one', () => {
    const fresh = camera('usb2/2-4', 'New')
    expect(cameraFacts(assignSlots(remember([front, back]), [front, fresh]))).toMatchObject({
      camera_1: { model: 'Front' },
      camera_2: { present: true, model: 'New' },
    })
  })

  it('tell twins apart by their port', () => {
    const twins = [camera('usb1/1-2', 'Twin'), camera('usb1/1-3', 'Twin')]
    expect(assignSlots(remember(twins), [twins[1]!]).map(slot => slot.camera?.port)).toEqual([
      undefined,
      'usb1/1-3',
    ])
  })

  it('are four at most, and one says so when there never was a camera', () => {
    const many = Array.from({ length: 6 }, (_, index) => camera(`usb1/1-${index}`, `C${index}`))
    expect(Object.keys(cameraFacts(assignSlots([], many)))).toHaveLength(4)
    expect(cameraFacts(assignSlots([], []))).toEqual({
      camera_1: { present: false, model: null, driver: null, error: null, blocked: null },
    })
  })

  it('are unknown, every one that was known, when the list cannot be read', () => {
    expect(unknownCameraFacts(remember([front, back]))).toMatchObject({
      camera_1: { present: null, model: 'Front' },
      camera_2: { present: null, model: 'Back' },
    })
  })
})
