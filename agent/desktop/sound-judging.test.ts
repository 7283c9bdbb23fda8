import { describe, expect, it } from 'vitest'
import pipewire from './recorded/pipewire-0.3.65.json' with { type: 'json' }
import pulseaudio from './recorded/pulseaudio-16.1.json' with { type: 'json' }
import { judgeLevels, judgeRecorders } from './sound-judging.ts'

type Properties = Record<string, string>

describe.each([
  ['PulseAudio', pulseaudio],
  ['PipeWire', pipewire],
] as const)('%s, as it was recorded', (_name, { info, sources, sinks, recordings }) => {
  const microphone = () => structuredClone(sources.find(({ name }) => name === 'mic')!)
  const speaker = () => structuredClone(sinks[0]!)

  it('says that the microphone is muted, the loudspeaker at zero, and what it is called', () => {
    expect(judgeLevels(info, sources, sinks)).toEqual({
      in: { muted: true, volume_zero: false, model: null },
      out: { muted: false, volume_zero: true, model: 'HelderH1' },
    })
  })

  it('names who records from the microphone, and nobody who records what is played', () => {
    const pid = Number(recordings[0]?.properties['application.process.id'])
    expect(judgeRecorders(recordings, sources)).toEqual([{ pid, binary: 'pacat' }])
    const [monitor] = sources.filter(({ name }) => name.endsWith('.monitor'))
    const ofPlayed = recordings.map(one => ({ ...one, source: monitor!.index }))
    expect(judgeRecorders(ofPlayed, sources)).toEqual([])
    const paused = recordings.map(one => ({ ...one, corked: true }))
    expect(judgeRecorders(paused, sources)).toEqual([])
  })

  it('has no microphone when what is played stands for one', () => {
    const played = { ...info, default_source_name: 'speaker.monitor' }
    expect(judgeLevels(played, sources, sinks)?.in).toBeNull()
  })

  it('is at zero only when all its channels are', () => {
    const loud = speaker()
    loud.volume['front-left'].value = 1
    expect(judgeLevels(info, sources, [loud])?.out?.volume_zero).toBe(false)
  })

  it('does not tell the name that a person gave to a headset', () => {
    const named = (properties: Properties) => {
      const one = { ...microphone(), properties: { 'device.product.name': 'Headset of Noor', ...properties } }
      return judgeLevels(info, [one], sinks)?.in?.model
    }
    expect(named({ 'device.api': 'bluez5' })).toBeNull()
    expect(named({ 'device.bus': 'bluetooth' })).toBeNull()
    expect(named({ 'device.bus': 'usb' })).toBe('Headset of Noor')
  })

  it('that says something else says nothing', () => {
    expect(judgeLevels(undefined, sources, sinks)).toBeUndefined()
    expect(judgeLevels(info, [{ name: 'mic' }], sinks)).toBeUndefined()
    expect(judgeRecorders('[]', sources)).toBeUndefined()
  })
})
