import { basename, dirname } from 'node:path'
import type { Camera, UsbVideo, VideoNode } from './camera-parts.ts'
import { toldName } from './reading.ts'

/** Drivers that drive nothing but cameras, by their whole names: those whose hardware does not say it is one. */
const cameraDrivers: readonly string[] = [
  'uvcvideo',
  'pwc',
  'stkwebcam',
  'zr364xx',
  'cpia2',
  'facetimehd',
  'apple-isp',
  'bcm2835-camera',
  'bcm2835-v4l2',
  'bcm2835_mmal_v4l2',
]
const webcamDriver = /^gspca_\w+$/

/** Parts on the wires of a sensor that are none: lenses, lights, and what brings a foreign signal in. */
const notSensors =
  /^(dw97\d\d|dw9807(-vcm)?|ad5398|ad5820|ak73[47]5|lc898217xc|lm355[46]|lm3560|lm3643|lm3646|lm3601x|as3645a|adp1653|tc358743|tc358746|tc358748|st-mipid02|lt6911ux[ce]|it68\d\d|tda1997x|adv7\d+x?|isl7998x|tvp51[45]\dx?|tvp7002|tw99\d\d|saa711\d|cx25840|max9\d+|ds90ub9\d\d)$/

const onUsb = /^\d+-[\d.]+:\d+\.\d+$/
/** Where a sensor hangs: on the two wires that all of them are told what to do over. */
const onI2c = /\/i2c-\d+\//

/**
 * Which of what the system lists are cameras. What a thing is hangs on what it is plugged into and what drives it; no
 * word in its name decides. A camera has several nodes, also for infrared: those of one device are one camera.
 */
export function judgeCameras(nodes: readonly VideoNode[], usb: readonly UsbVideo[]): Camera[] {
  const byPort = new Map<string, Camera>()
  const add = (camera: Camera) => byPort.has(camera.port) || byPort.set(camera.port, camera)
  const pictures = nodes.filter(({ node }) => node.startsWith('video'))
  for (const { device, name, driver } of pictures) {
    const port = portOf(device)
    const speaksFor = usb.find(one => portOf(one.device) === port)
    if (speaksFor) add(usbCamera(port, pictures, speaksFor))
    else if (isCameraDriver(driver)) add({ port, model: toldName(name), driver, error: null })
  }
  for (const part of usb) {
    const port = portOf(part.device)
    add(usbCamera(port, pictures, part))
  }
  for (const { node, device, name, driver } of nodes) {
    const isSensor = node.startsWith('v4l-subdev') && onI2c.test(device)
    const model = name?.replace(/ \d+-[0-9a-f]{4}$/, '') ?? null
    if (!isSensor || notSensors.test(driver ?? model ?? '')) continue
    // A sensor is listed once its receiver works; without a node there is nobody to take its picture.
    const isReceived = pictures.some(one => !onUsb.test(basename(one.device)))
    add({ port: device, model: toldName(model), driver, error: isReceived ? null : 'driver_failed' })
  }
  return [...byPort.values()]
}

/** `part`: the first of the device that says it is a camera. */
function usbCamera(port: string, pictures: readonly VideoNode[], part: UsbVideo): Camera {
  const own = pictures.find(({ device }) => device === part.device || device === port)
  const any = own ?? pictures.find(({ device }) => portOf(device) === port)
  const error = own ? null : part.driver === null ? 'no_driver' : 'driver_failed'
  return { port, model: toldName(any?.name ?? part.product), driver: part.driver, error }
}

function isCameraDriver(driver: string | null): boolean {
  return driver !== null && (cameraDrivers.includes(driver) || webcamDriver.test(driver))
}

/** The physical device: for a USB interface the device it belongs to. */
function portOf(device: string): string {
  return onUsb.test(basename(device)) ? dirname(device) : device
}
