import { describe, expect, it } from 'vitest'
import { judgeCameras } from './camera-judging.ts'
import type { UsbVideo, VideoNode } from './camera-parts.ts'

const soc = 'devices/platform/soc'
const node = (name: string, device: string, driver: string | null, at = 0): VideoNode => ({
  node: `video${at}`,
  name,
  device,
  driver,
})
const part = (name: string, device: string, driver: string, at = 0): VideoNode => ({
  ...node(name, device, driver),
  node: `v4l-subdev${at}`,
})
const usb = (port: string, product: string): UsbVideo => ({
  device: `devices/usb1/${port}/${port}:1.0`,
  product,
  driver: 'uvcvideo',
})
const receiver = node('unicam-image', `${soc}/fe801000.csi`, 'unicam')
const sensor = part('imx708 10-001a', `${soc}/fe205000.i2c/i2c-10/10-001a`, 'imx708')

describe('a camera', () => {
  it.each([
    'Crisp Display 4K',
    'HD JPEG Cam',
    'Decoder-Encoder Webcam',
    'ISP M2M HEVC codec',
    'Loopback Dummy',
  ])('that works is one, though it is called %s', name => {
    const plugged = usb('1-4', name)
    expect(judgeCameras([node(name, plugged.device, 'uvcvideo')], [plugged])).toEqual([
      { port: 'devices/usb1/1-4', model: name, driver: 'uvcvideo', error: null },
    ])
  })

  it('of an older kind is one by its driver', () => {
    const device = 'devices/usb1/1-7/1-7:1.0'
    expect(judgeCameras([node('Old', device, 'gspca_zc3xx')], [])).toMatchObject([
      { port: 'devices/usb1/1-7', error: null },
    ])
  })

  it('is not a receiver that no sensor is wired to, nor what works on pictures', () => {
    const others = [
      receiver,
      node('unicam-embedded', `${soc}/fe801000.csi`, 'unicam', 1),
      node('bcm2835-isp-capture0', `${soc}/isp`, 'bcm2835-isp', 13),
      node('rpi-hevc-dec', `${soc}/hevc`, 'rpivid', 19),
      node('Intel IPU6 ISYS Capture 0', 'devices/pci0000:00/0000:00:05.0', 'intel_ipu6_isys', 2),
    ]
    expect(judgeCameras(others, [])).toEqual([])
  })

  it('is a sensor on its receiver, one for each', () => {
    const second = part('ov9281 11-0060', `${soc}/fe804000.i2c/i2c-11/11-0060`, 'ov9281', 3)
    expect(judgeCameras([receiver, sensor, second], [])).toEqual([
      { port: sensor.device, model: 'imx708', driver: 'imx708', error: null },
      { port: second.device, model: 'ov9281', driver: 'ov9281', error: null },
    ])
  })

  it('on its receiver is broken when nothing takes its picture, though another camera works', () => {
    const plugged = usb('1-4', 'Room camera')
    const works = node('Room camera', plugged.device, 'uvcvideo')
    expect(judgeCameras([works, sensor], [plugged])).toMatchObject([
      { model: 'Room camera', error: null },
      { model: 'imx708', error: 'driver_failed' },
    ])
  })

  it('has a name that can be sent, also when it is longer than a name may be', () => {
    const plugged = usb('1-4', `${'a'.repeat(63)}😀`)
    expect(judgeCameras([], [plugged])[0]?.model?.isWellFormed()).toBe(true)
    expect(judgeCameras([], [usb('1-4', ' \u001b[31mRed\u0007 ')])[0]?.model).toBe('[31mRed')
    expect(judgeCameras([], [usb('1-4', '\u0007')])[0]?.model).toBeNull()
  })

  it('is not the lens of one, nor a socket for the picture of something else', () => {
    const bus = `${soc}/fe205000.i2c/i2c-10`
    const lens = part('dw9807 10-000c', `${bus}/10-000c`, 'dw9807-vcm', 1)
    const hdmi = part('tc358743 10-000f', `${bus}/10-000f`, 'tc358743', 2)
    expect(judgeCameras([receiver, sensor, lens, hdmi], [])).toHaveLength(1)
    expect(judgeCameras([receiver, hdmi], [])).toEqual([])
  })

  it('is not a television receiver or a card that takes in a cable, nor made by programs', () => {
    const others = [
      node('em28xx video', 'devices/usb1/1-6/1-6:1.0', 'em28xx'),
      node('BT878 video', 'devices/pci0000:00/0000:05:00.0', 'bttv', 1),
      node('vivid-000-vid-cap', 'devices/platform/vivid.0', 'vivid', 2),
      node('Dummy video device', 'devices/virtual/video4linux/video3', null, 3),
    ]
    expect(judgeCameras(others, [])).toEqual([])
  })

  it('with nodes for pictures, for what is said of them and for infrared is one', () => {
    const plugged = usb('1-4', 'Laptop camera')
    const nodes = [0, 1, 2, 3].map(at => node(`Laptop camera ${at}`, plugged.device, 'uvcvideo', at))
    expect(judgeCameras(nodes, [plugged])).toHaveLength(1)
  })
})
