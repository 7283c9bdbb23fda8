import { join } from 'node:path'
import type { AudioFact } from '../../protocol/facts.ts'
import type { Read } from './asking.ts'
import { type Roots, readText, unreadable } from './reading.ts'

export type Audio = { in: AudioFact; out: AudioFact }

/** One device of sound, as the system lists it. */
type Device = { card: number; names: string; plays: boolean; records: boolean }
type Card = { driver: string; names: string }

/**
 * Words of drivers, never of makers: a cable or a radio carries sound whether somebody listens at its end or not. Some
 * drivers write theirs in one word with that of the board.
 */
const cableWord = /^(\w*hdmi\w*|displayport\d*|dp\d*|iec958|spdif|bluetooth)$/
/** The optical socket of a built-in card. Of what records, the same word names good microphones. */
const isSocket = ({ driver }: Card, { names }: Device) =>
  /^(HDA|sof|$)/.test(driver) && / Digital\b/.test(names)

/** They make sound for programs or another computer alone, beep, telephone, or record from an aerial. */
const noSoundDevices = /^((Dummy|Loopback) PCM|\S+ Modem) /
const noSoundDrivers: readonly string[] = [
  'Dummy',
  'Loopback',
  'VirMIDI',
  'PC-Speaker',
  'SAA7134',
  'Bt87x',
  'CX88x',
  'CX23885',
  'CX25821',
  'CX18',
  'IVTV',
  'Em28xx-Audio',
  'TM6000 Audio',
  'UAC1_Gadget',
  'UAC2_Gadget',
]
/** A device on USB is something somebody plugged in or built in, whatever its maker called it. */
const usbDriver = 'USB-Audio'

/** Which directions of sound the set has. The system lists its devices as text; none of them is opened. */
export async function readAudio({ proc }: Roots): Promise<Read<Audio>> {
  const list = await readText(join(proc, 'asound/pcm'))
  if (!list.ok && list.reason !== 'absent') return list
  const cards = await readText(join(proc, 'asound/cards'))
  if (!cards.ok && cards.reason !== 'absent') return cards
  const known = cardsOf(cards.ok ? cards.value : '')
  const listed = devicesOf(list.ok ? list.value : '')
  if (!listed) return unreadable('failed')
  const devices = listed
    .map(device => ({ device, card: known.get(device.card) ?? { driver: '', names: '' } }))
    .filter(({ card, device }) => isSound(card, device))
  const fact = (present: boolean): AudioFact => ({ present, muted: null, volume_zero: null })
  return {
    ok: true,
    value: {
      in: fact(devices.some(({ device }) => device.records)),
      out: fact(devices.some(({ card, device }) => device.plays && !isSocket(card, device))),
    },
  }
}

/** The lines `01-00: id : name : playback 1 : capture 1`; undefined when one of them is something else. */
function devicesOf(list: string): Device[] | undefined {
  const lines = list.split('\n').filter(line => line.trim() !== '')
  const found = lines.map(line => /^(\d+)-\d+: (.*)$/.exec(line.trim()))
  if (found.includes(null)) return undefined
  return found.map(line => {
    const [, card, rest = ''] = line ?? []
    const parts = rest.split(':').map(part => part.trim())
    const has = (direction: string) => parts.some(part => new RegExp(`^${direction} [1-9]`).test(part))
    const names = parts.slice(0, 2).join(' ')
    return { card: Number(card), names, plays: has('playback'), records: has('capture') }
  })
}

/** The lines ` 0 [PCH            ]: HDA-Intel - HDA Intel PCH`, by the card's number. */
function cardsOf(list: string): Map<number, Card> {
  const lines = list.matchAll(/^ *(\d+) \[([^\]]*)\]: (.*?) - (.*)$/gm)
  return new Map(
    [...lines].map(([, card, id, driver, name]) => [
      Number(card),
      { driver: driver!.trim(), names: `${id} ${name}` },
    ]),
  )
}

/** Whether a device is one that somebody hears, or that hears somebody. */
function isSound({ driver, names: cardNames }: Card, { names }: Device): boolean {
  if (driver === usbDriver) return true
  if (noSoundDrivers.includes(driver) || noSoundDevices.test(`${names} `)) return false
  const words = `${driver} ${cardNames} ${names}`
    .toLowerCase()
    .replaceAll('s/pdif', 'spdif')
    .split(/[^a-z0-9]+/)
  return !words.some(word => cableWord.test(word))
}
