import { describe, expect, it } from 'vitest'
import type { AudioFact, CameraFact, Facts } from '../../protocol/facts.ts'
import { type CheckName, type FindingCode, findingOf } from '../../protocol/findings.ts'
import { needsOf } from '../../protocol/verdict.ts'
import type { DoorsSeen } from '../link/door-watch.ts'
import { judgeAll, ownCodes } from './judging.ts'
import type { Readings } from './readings.ts'

const camera: CameraFact = {
  present: true,
  model: 'Helder C2',
  driver: 'uvcvideo',
  error: null,
  blocked: null,
}
const sound: AudioFact = { present: true, muted: false, volume_zero: false }
const through: DoorsSeen = {
  isReached: true,
  outcomes: { mqtt_ws: 'open', mqtt: 'not_tried', beacon: 'not_tried' },
  inClear: [],
}
const times = (count: number, outcome: number | null) => Array<number | null>(count).fill(outcome)

/** What a set says with which nothing is wrong. */
const well: Readings = {
  facts: {
    camera_1: camera,
    camera_2: camera,
    audio_in: sound,
    audio_out: sound,
    on_charge: true,
    interface: 'wired',
    udp: 'open',
    unreadable: {},
    call: { app: 'stopped', media: 'none', since: 0 },
  },
  numbers: { clock_offset_ms: 40, disk_free_percent: 60, memory_used_percent: 40 },
  signalDbm: null,
  roundTrips: times(60, 25),
  gateway: null,
  name: true,
  doors: through,
  callAppFound: true,
  agent: { starts: 1, dropped: false, isPageShut: false },
}
const everything = needsOf('school', { callApp: true, cameras: 2 })

function judge(check: CheckName, readings: Readings): FindingCode | undefined {
  return judgeAll(readings, everything).find(code => findingOf(code).check === check)
}

const facts = (over: Facts): Partial<Readings> => ({ facts: { ...well.facts, ...over } })
const numbers = (over: Readings['numbers']): Partial<Readings> => ({ numbers: { ...well.numbers, ...over } })
const agent = (over: Partial<Readings['agent']>): Partial<Readings> => ({ agent: { ...well.agent, ...over } })
const away = (outcomes: DoorsSeen['outcomes'], inClear: DoorsSeen['inClear'] = []): Partial<Readings> => ({
  doors: { isReached: false, outcomes, inClear },
})
const noWay = facts({ interface: 'none' })
const none = { mqtt_ws: 'not_tried', mqtt: 'not_tried', beacon: 'not_tried' } as const
const blocked = { mqtt_ws: 'blocked', mqtt: 'blocked', beacon: 'not_tried' } as const
const running = (over: Partial<Facts>, percent?: number): Partial<Readings> => ({
  ...facts({ on_charge: false, ...over }),
  ...(percent === undefined ? {} : numbers({ battery_percent: percent })),
})

const cases: [CheckName, string, Partial<Readings>, FindingCode][] = [
  ['power', 'a set on charge', {}, 'power_ok'],
  [
    'power',
    'a set without a battery',
    facts({ on_charge: null, unreadable: { battery: 'absent' } }),
    'power_ok',
  ],
  ['power', 'nobody tells of the power', facts({ on_charge: null }), 'power_unknown'],
  ['power', 'a battery that lasts', running({ battery_lasts: true }, 60), 'battery_enough'],
  ['power', 'a battery that does not last', running({ battery_lasts: false }, 60), 'battery_short'],
  ['power', 'a quarter or less', running({ battery_lasts: true }, 24), 'battery_short'],
  ['power', 'next to nothing', running({ battery_lasts: false }, 9), 'battery_empty'],
  ['power', 'a battery of which nobody knows how fast it goes', running({}, 60), 'power_unknown'],
  ['interface', 'a cable', {}, 'interface_ok'],
  ['interface', 'a telephone', facts({ interface: 'mobile' }), 'interface_mobile'],
  ['interface', 'no way out', { ...noWay, ...away(blocked) }, 'interface_none'],
  // By rules of its own, or a cable that was pulled this moment.
  ['interface', 'no way out that is known of, and a connection', noWay, 'interface_unknown'],
  ['interface', 'no word on it', facts({ interface: null }), 'interface_unknown'],
  ['signal', 'a cable', {}, 'signal_ok'],
  ['signal', 'a tunnel over nobody knows what', facts({ interface: 'other' }), 'signal_unknown'],
  ['signal', 'no way out', { ...noWay, ...away(blocked) }, 'signal_unknown'],
  ['signal', '-75 dBm', { ...facts({ interface: 'wifi' }), signalDbm: -75 }, 'signal_ok'],
  ['signal', '-76 dBm', { ...facts({ interface: 'wifi' }), signalDbm: -76 }, 'signal_weak'],
  ['signal', 'Wi-Fi that does not tell', facts({ interface: 'wifi' }), 'signal_unknown'],
  ['gateway', 'a connection through it', { gateway: false }, 'gateway_ok'],
  ['gateway', 'an answer', { ...away(blocked), gateway: true }, 'gateway_ok'],
  ['gateway', 'silence', { ...away(blocked), gateway: false }, 'gateway_silent'],
  ['gateway', 'no word on it', { ...away(blocked), gateway: null }, 'gateway_unknown'],
  ['dns', 'an address', {}, 'dns_ok'],
  ['dns', 'no address', { name: false }, 'dns_failed'],
  ['dns', 'nobody asked', { name: null }, 'dns_unknown'],
  ['doors', 'a connection', {}, 'doors_ok'],
  ['doors', 'no try yet', away(undefined), 'doors_unknown'],
  ['doors', 'no walk that ended', away(none), 'doors_unknown'],
  ['doors', 'the beacon alone', away({ ...blocked, beacon: 'open' }), 'doors_last_resort'],
  ['doors', 'no way at all', away({ ...blocked, beacon: 'blocked' }), 'doors_shut'],
  ['doors', 'no way before the beacon is due', away(blocked), 'doors_shut'],
  ['proxy', 'a connection', {}, 'proxy_none'],
  ['proxy', 'an answer in clear', away(blocked, ['mqtt_ws']), 'proxy_between'],
  [
    'proxy',
    'an answer in clear at the first door only',
    { doors: { ...through, inClear: ['mqtt_ws'] } },
    'proxy_between',
  ],
  ['proxy', 'no answer at all', away(blocked), 'proxy_unknown'],
  ['proxy', 'a certificate', away({ ...blocked, mqtt: 'refused' }), 'proxy_none'],
  ['tls', 'a connection', {}, 'tls_ok'],
  ['tls', 'our own refusal', away({ ...blocked, mqtt: 'refused' }), 'tls_ok'],
  ['tls', 'a foreign certificate', away({ ...blocked, mqtt_ws: 'intercepted' }), 'tls_intercepted'],
  [
    'tls',
    'a foreign certificate at the first door only',
    { doors: { ...through, outcomes: { ...none, mqtt_ws: 'intercepted', mqtt: 'open' } } },
    'tls_intercepted',
  ],
  ['tls', 'no answer at all', away(blocked), 'tls_unknown'],
  ['udp', 'answers', {}, 'udp_ok'],
  ['udp', 'a wall', facts({ udp: 'blocked' }), 'udp_blocked'],
  ['udp', 'no word on it', facts({ udp: null }), 'udp_unknown'],
  ['line', 'answers at once', {}, 'line_good'],
  ['line', '199 ms', { roundTrips: times(60, 199) }, 'line_good'],
  ['line', '200 ms', { roundTrips: times(60, 200) }, 'line_fair'],
  ['line', '400 ms', { roundTrips: times(60, 400) }, 'line_poor'],
  ['line', 'one lost of sixty, which is chance', { roundTrips: [...times(59, 25), null] }, 'line_good'],
  ['line', 'two lost of sixty', { roundTrips: [...times(58, 25), ...times(2, null)] }, 'line_fair'],
  ['line', 'three lost of sixty', { roundTrips: [...times(57, 25), ...times(3, null)] }, 'line_poor'],
  [
    'line',
    'two lost of twenty, which may be chance',
    { roundTrips: [...times(18, 25), null, null] },
    'line_fair',
  ],
  ['line', 'too few to tell', { roundTrips: times(19, 25) }, 'line_unknown'],
  ['line', 'no answer at all', { roundTrips: times(60, null) }, 'line_unknown'],
  ['line', 'a wall before UDP', { ...facts({ udp: 'blocked' }), roundTrips: times(60, 25) }, 'line_unknown'],
  ['camera', 'a camera', {}, 'camera_ok'],
  [
    'camera',
    'one that works beside one that is gone',
    facts({ camera_1: { ...camera, present: false } }),
    'camera_ok',
  ],
  ['camera', 'none', { facts: { camera_1: { ...camera, present: false } } }, 'camera_absent'],
  [
    'camera',
    'one without a driver',
    { facts: { camera_1: { ...camera, error: 'no_driver' } } },
    'camera_no_driver',
  ],
  [
    'camera',
    'a driver that fails',
    { facts: { camera_1: { ...camera, error: 'driver_failed' } } },
    'camera_driver_failed',
  ],
  [
    'camera',
    'one that may not be used',
    { facts: { camera_1: { ...camera, blocked: true } } },
    'camera_blocked',
  ],
  [
    'camera',
    'one of which nobody knows',
    { facts: { camera_1: { ...camera, present: null } } },
    'camera_unknown',
  ],
  ['camera', 'no word on any', { facts: {} }, 'camera_unknown'],
  [
    'camera',
    'one gone and one not to be told',
    facts({ camera_1: { ...camera, present: false }, camera_2: { ...camera, present: null } }),
    'camera_unknown',
  ],
  ['second_camera', 'two', {}, 'second_camera_ok'],
  [
    'second_camera',
    'one of two gone',
    facts({ camera_2: { ...camera, present: false } }),
    'second_camera_absent',
  ],
  [
    'second_camera',
    'one of two without a driver',
    facts({ camera_2: { ...camera, error: 'no_driver' } }),
    'second_camera_absent',
  ],
  [
    'second_camera',
    'one of which nobody knows',
    facts({ camera_2: { ...camera, present: null } }),
    'second_camera_unknown',
  ],
  ['audio_in', 'a microphone', {}, 'audio_in_ok'],
  ['audio_in', 'none', facts({ audio_in: { ...sound, present: false } }), 'audio_in_absent'],
  ['audio_in', 'one that is muted', facts({ audio_in: { ...sound, muted: true } }), 'audio_in_muted'],
  ['audio_in', 'one at volume 0', facts({ audio_in: { ...sound, volume_zero: true } }), 'audio_in_zero'],
  [
    'audio_in',
    'one of which only that it is there is known',
    facts({ audio_in: { ...sound, muted: null } }),
    'audio_in_unknown',
  ],
  ['audio_out', 'a speaker', {}, 'audio_out_ok'],
  ['audio_out', 'none', facts({ audio_out: { ...sound, present: false } }), 'audio_out_absent'],
  ['audio_out', 'one that is muted', facts({ audio_out: { ...sound, muted: true } }), 'audio_out_muted'],
  ['audio_out', 'one at volume 0', facts({ audio_out: { ...sound, volume_zero: true } }), 'audio_out_zero'],
  [
    'audio_out',
    'one of which nobody knows',
    facts({ audio_out: { ...sound, present: null } }),
    'audio_out_unknown',
  ],
  ['call_app', 'one that is not started yet', {}, 'call_app_stopped'],
  ['call_app', 'one that runs', facts({ call: { app: 'running', media: 'none', since: 0 } }), 'call_app_ok'],
  ['call_app', 'one that is nowhere', { callAppFound: false }, 'call_app_missing'],
  [
    'call_app',
    'nobody who looks',
    facts({ call: { app: 'unknown', media: 'unknown', since: 0 } }),
    'call_app_unknown',
  ],
  ['clock', 'half a minute', numbers({ clock_offset_ms: -30_000 }), 'clock_ok'],
  ['clock', 'more than half a minute', numbers({ clock_offset_ms: -30_001 }), 'clock_off'],
  ['clock', 'more than five minutes', numbers({ clock_offset_ms: 300_001 }), 'clock_wrong'],
  ['clock', 'nothing to compare with', numbers({ clock_offset_ms: null }), 'clock_unknown'],
  ['disk', '10 % free', numbers({ disk_free_percent: 10 }), 'disk_ok'],
  ['disk', '9 % free', numbers({ disk_free_percent: 9 }), 'disk_low'],
  ['disk', '1 % free', numbers({ disk_free_percent: 1 }), 'disk_full'],
  ['disk', 'no word on it', numbers({ disk_free_percent: null }), 'disk_unknown'],
  ['memory', '90 % in use', numbers({ memory_used_percent: 90 }), 'memory_ok'],
  ['memory', '91 % in use', numbers({ memory_used_percent: 91 }), 'memory_short'],
  ['memory', '98 % in use', numbers({ memory_used_percent: 98 }), 'memory_full'],
  ['memory', 'no word on it', numbers({ memory_used_percent: null }), 'memory_unknown'],
  ['agent', 'an agent that runs', {}, 'agent_ok'],
  ['agent', 'the third start in ten minutes', agent({ starts: 3 }), 'agent_restarting'],
  ['agent', 'messages that were given up', agent({ dropped: true }), 'agent_forgetful'],
  ['agent', 'a page that cannot open', agent({ isPageShut: true, starts: 3 }), 'agent_page_shut'],
  ['agent', 'one that cannot read itself', facts({ unreadable: { agent: 'failed' } }), 'agent_unknown'],
]

describe('the checks', () => {
  it.each(cases)('%s: %s', (check, _what, over, code) => {
    expect(judge(check, { ...well, ...over })).toBe(code)
  })

  it('say of a set that is well what is well, a code for each check, in the order of a person', () => {
    const codes = judgeAll(well, everything)
    expect(codes).toHaveLength(19)
    expect(codes.filter(code => findingOf(code).outcome !== 'ok')).toEqual([])
    expect(codes.slice(0, 3)).toEqual(['power_ok', 'interface_ok', 'signal_ok'])
  })

  it('say nothing of what nobody asks for', () => {
    const codes = judgeAll(well, needsOf('home', { callApp: false, cameras: undefined }))
    const checks = codes.map(code => findingOf(code).check)
    expect(checks).not.toContain('second_camera')
    expect(checks).not.toContain('call_app')
    expect(checks).not.toContain('update')
  })

  it('call all unknown that nobody could read', () => {
    const blind: Readings = {
      ...well,
      facts: {},
      numbers: {},
      roundTrips: [],
      name: null,
      callAppFound: null,
      doors: { isReached: false, outcomes: undefined, inClear: [] },
    }
    const known = judgeAll(blind, everything).filter(code => findingOf(code).outcome !== 'unknown')
    expect(known).toEqual(['agent_ok'])
  })

  it('tell of a home that rests what the agent knows of itself and of its way, and no more', () => {
    expect(ownCodes(judgeAll(well, everything))).toEqual([
      'doors_ok',
      'proxy_none',
      'tls_ok',
      'clock_ok',
      'agent_ok',
    ])
  })
})
