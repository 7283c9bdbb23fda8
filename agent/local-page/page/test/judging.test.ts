import { describe, expect, it } from 'vitest'
import { codeOfRefusal, type Glimpse, glimpseOf, judgeCamera, judgeMicrophone } from './judging.ts'

const times = (count: number, of: (at: number) => Glimpse) => Array.from({ length: count }, (_, at) => of(at))
const lively: Glimpse = { mean: 120, brightest: 240, changed: true }

describe('a camera', () => {
  it.each([
    ['that shows a room is fine', times(10, () => lively), 'camera_ok'],
    [
      'whose picture changes once in a while is fine',
      times(10, at => ({ ...lively, changed: at === 7 })),
      'camera_ok',
    ],
    [
      'that shows one picture for ever is frozen',
      times(10, () => ({ ...lively, changed: false })),
      'camera_frozen',
    ],
    [
      'is not lively by its first picture alone',
      times(10, at => ({ ...lively, changed: at === 0 })),
      'camera_frozen',
    ],
    [
      'with a lid on it is black',
      times(10, () => ({ mean: 3, brightest: 9, changed: true })),
      'camera_black',
    ],
    [
      'that gives nothing at all is black',
      times(10, () => ({ mean: 0, brightest: 0, changed: false })),
      'camera_black',
    ],
    ['in a dark room is dark', times(10, () => ({ mean: 30, brightest: 150, changed: true })), 'camera_dark'],
    [
      'at night with one lamp in sight is dark',
      times(10, () => ({ mean: 8, brightest: 200, changed: true })),
      'camera_dark',
    ],
    [
      'that needs a moment to get used to the light is fine',
      times(10, at => ({ ...lively, mean: at < 3 ? 5 : 110 })),
      'camera_ok',
    ],
    ['that gave two pictures is not known', times(2, () => lively), 'camera_unknown'],
    ['that gave none is not known', [], 'camera_unknown'],
  ] as const)('%s', (_case, glimpses, code) => {
    expect(judgeCamera(glimpses)).toBe(code)
  })
})

describe('a microphone', () => {
  it.each([
    ['that hears a word is fine', [0, 0.001, 0.2, 0.01], 'audio_in_ok'],
    ['that hears a soft voice is fine', [0.001, 0.006], 'audio_in_ok'],
    ['that hears only its own noise is silent', [0.0008, 0.0012, 0.001], 'audio_in_silent'],
    ['that is muted is silent', [0, 0, 0], 'audio_in_silent'],
    ['that gave nothing is not known', [], 'audio_in_unknown'],
  ] as const)('%s', (_case, peaks, code) => {
    expect(judgeMicrophone(peaks)).toBe(code)
  })
})

describe('what the browser does not give', () => {
  it.each([
    ['camera', 'NotReadableError', 'camera_in_lesson'],
    ['camera', 'NotAllowedError', 'camera_blocked'],
    ['camera', 'SecurityError', 'camera_blocked'],
    ['camera', 'NotFoundError', 'camera_absent'],
    ['camera', 'OverconstrainedError', 'camera_absent'],
    ['camera', 'AbortError', 'camera_unknown'],
    ['camera', 'TypeError', 'camera_unknown'],
    ['microphone', 'NotReadableError', 'audio_in_unknown'],
    ['microphone', 'NotAllowedError', 'audio_in_blocked'],
    ['microphone', 'NotFoundError', 'audio_in_absent'],
  ] as const)('a %s refused with %s is %s', (device, name, code) => {
    expect(codeOfRefusal(device, name)).toBe(code)
  })
})

describe('a picture in numbers', () => {
  const grey = (light: number, count = 400) =>
    Uint8ClampedArray.from({ length: count * 4 }, (_, at) => (at % 4 === 3 ? 255 : light))

  it('knows how bright it is, and that one spot which is always lit is none of it', () => {
    const night = grey(2)
    night.set([255, 255, 255, 255], 40)
    expect(glimpseOf(night, undefined)).toMatchObject({ brightest: 2, changed: false })
    expect(glimpseOf(grey(200), undefined).mean).toBeCloseTo(200)
  })

  it('knows of the smallest change', () => {
    const before = grey(90)
    const after = grey(90)
    after[1200] = 91
    expect(glimpseOf(after, before).changed).toBe(true)
    expect(glimpseOf(grey(90), before).changed).toBe(false)
  })
})
