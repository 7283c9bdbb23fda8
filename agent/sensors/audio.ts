import { join } from 'node:path'
import type { AudioFact } from '../../protocol/facts.ts'
import { type Read, type Roots, readText } from './reading.ts'

export type Audio = { in: AudioFact; out: AudioFact }

/** Sound over a monitor's cable is there whether a monitor is or not: no proof that anybody hears. */
const monitorSound = /HDMI|DisplayPort/i

/** Which directions of sound the set has. The system lists its devices as text; none of them is opened. */
export async function readAudio({ proc }: Roots): Promise<Read<Audio>> {
  const read = await readText(join(proc, 'asound/pcm'))
  if (!read.ok && read.reason !== 'absent') return read
  const devices = read.ok ? read.value.split('\n').filter(line => !monitorSound.test(line)) : []
  const fact = (direction: string): AudioFact => ({
    present: devices.some(line => new RegExp(`: *${direction} +[1-9]`).test(line)),
    muted: null,
    volume_zero: null,
  })
  return { ok: true, value: { in: fact('capture'), out: fact('playback') } }
}
