import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { plantedTree, unknown } from '../../test/support/planted-tree.ts'
import { readAudio } from './audio.ts'

let machine: ReturnType<typeof plantedTree>
beforeEach(() => {
  machine = plantedTree()
})
afterEach(() => machine.remove())

async function sound(pcm: string[], cards: string[]) {
  machine.plant({ 'proc/asound/pcm': `${pcm.join('\n')}\n`, 'proc/asound/cards': `${cards.join('\n')}\n` })
  const read = await readAudio(machine.roots)
  return read.ok ? { in: read.value.in.present, out: read.value.out.present } : read
}

const laptop =
  ' 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n                      HDA Intel PCH at 0x60 irq 1'
const headset =
  ' 1 [Headset        ]: USB-Audio - Maker Headset\n                      Maker Headset at usb-1, full speed'

describe('sound', () => {
  it.each([
    [
      'of a monitor on a small board',
      '00-00: MAI PCM i2s-hifi-0 : MAI PCM i2s-hifi-0 : playback 1',
      'vc4-hdmi - vc4-hdmi-0',
    ],
    [
      'of a monitor, by the name of its card',
      '00-00: ff89.i2s-i2s-hifi i2s-hifi-0 : : playback 1',
      'simple-card - HDMI',
    ],
    ['of a monitor on a graphics card', '00-03: HDMI 0 : HDMI 0 : playback 1', 'HDA-Intel - HDA NVidia'],
    ['of a monitor on a laptop', '00-05: HDMI3 (*) :  : playback 1', 'sof-hda-dsp - sof-hda-dsp'],
    [
      'of a monitor, when the board writes it in one word',
      '00-00: ahub_plat-i2s-hifi i2s-hifi-0 : : playback 1',
      'ahubhdmi - ahubhdmi',
    ],
    ['of a monitor on another plug', '00-01: DP i2s-hifi-1 :  : playback 1', 'gru-sound - gru-sound'],
    ['of an optical cable', '00-01: S/PDIF Out : S/PDIF Out : playback 1', 'ICE1724 - ICE1724'],
    [
      'that no cable ends at',
      '00-01: ALC892 Digital : ALC892 Digital : playback 1',
      'HDA-Intel - HDA Intel PCH',
    ],
    [
      'of a headset without a cable that is not there',
      '00-08: Bluetooth (*) :  : playback 1 : capture 1',
      'sof-nau8825 - sof-nau8825',
    ],
    [
      'of a computer that takes the set for a sound card',
      '00-00: UAC2 PCM : UAC2 PCM : playback 1 : capture 1',
      'UAC2_Gadget - UAC2_Gadget',
    ],
    [
      'that goes back to programs',
      '00-00: Loopback PCM : Loopback PCM : playback 8 : capture 8',
      'Loopback - Loopback',
    ],
    ['that goes nowhere', '00-00: Dummy PCM : Dummy PCM : playback 8 : capture 8', 'Dummy - Dummy'],
    ['that only beeps', '00-00: pcsp : pcsp : playback 1', 'PC-Speaker - pcsp'],
    [
      'of a telephone line',
      '00-06: Si3054 Modem : Si3054 Modem : playback 1 : capture 1',
      'HDA-Intel - HDA Intel',
    ],
    ['of an aerial', '00-00: SAA7134 PCM : SAA7134 PCM : capture 1', 'SAA7134 - SAA7134'],
  ])('%s is none that somebody hears or makes', async (_what, pcm, card) => {
    expect(await sound([pcm], [` 0 [one            ]: ${card}`])).toEqual({ in: false, out: false })
  })

  it.each([
    ['a laptop', '00-00: ALC256 Analog : ALC256 Analog : playback 1 : capture 1', laptop, true, true],
    ['a headset', '01-00: USB Audio : USB Audio : playback 1 : capture 1', headset, true, true],
    ['a microphone alone', '01-00: USB Audio : USB Audio : capture 1', headset, true, false],
    ['a speaker alone', '01-00: USB Audio : USB Audio : playback 1', headset, false, true],
    ['a built-in microphone of another kind', '00-06: DMIC (*) :  : capture 1', laptop, true, false],
    [
      'a device that is in use by nobody and has no streams',
      '00-00: ALC256 Analog : ALC256 Analog : playback 0',
      laptop,
      false,
      false,
    ],
  ])('of %s is there by direction', async (_what, pcm, card, hears, plays) => {
    expect(await sound([pcm], [card])).toEqual({ in: hears, out: plays })
  })

  it('of a speaker on USB is there, whatever its maker called it', async () => {
    const maker = ' 1 [HDMI           ]: USB-Audio - HDMI Digital Dummy Speaker'
    expect(await sound(['01-00: USB Audio : USB Audio : playback 1'], [maker])).toEqual({
      in: false,
      out: true,
    })
  })

  it('of a small board whose converter has a stand-in for a chip is there', async () => {
    const pcm = '00-00: simple-card_codec_link snd-soc-dummy-dai-0 : simple : playback 1'
    expect(await sound([pcm], [' 0 [DAC            ]: simple-card - I2S DAC'])).toEqual({
      in: false,
      out: true,
    })
  })

  it('is unknown, and not missing, when the list holds something else', async () => {
    expect(await sound(['\u0001 no list'], [])).toEqual(unknown('failed'))
  })

  it('is unknown when nobody can tell a speaker from a monitor', async () => {
    machine.plant({
      'proc/asound/pcm': '00-00: MAI PCM i2s-hifi-0 : MAI PCM i2s-hifi-0 : playback 1\n',
      'proc/asound/cards/': '',
    })
    expect(await readAudio(machine.roots)).toEqual(unknown('failed'))
  })
})
