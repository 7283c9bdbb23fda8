import { describe, expect, it } from 'vitest'
import { checkNames, type FindingCode, findingCodes, findingOf } from './findings.ts'
import {
  believedVerdict,
  type Expected,
  expectedBy,
  needsOf,
  type SetKind,
  type Verdict,
  verdictOf,
  worstOf,
} from './verdict.ts'

const plain: Expected = { callApp: false, cameras: undefined }
const full: Expected = { callApp: true, cameras: 2 }

/** What each check says of a set with which nothing is wrong. */
const healthy: FindingCode[] = [
  'power_ok',
  'interface_ok',
  'signal_ok',
  'gateway_ok',
  'dns_ok',
  'doors_ok',
  'proxy_none',
  'tls_ok',
  'udp_ok',
  'line_good',
  'camera_ok',
  'second_camera_ok',
  'audio_in_ok',
  'audio_out_ok',
  'call_app_ok',
  'clock_ok',
  'disk_ok',
  'memory_ok',
  'agent_ok',
]

/** The healthy set, with these found instead of what their checks said. */
function but(...codes: FindingCode[]): FindingCode[] {
  const checks = codes.map(code => findingOf(code).check)
  return [...healthy.filter(code => !checks.includes(findingOf(code).check)), ...codes]
}

type Case = [SetKind, FindingCode[], Verdict, FindingCode | undefined]
const one = (kind: SetKind, code: FindingCode, verdict: Verdict): Case => [
  kind,
  [code],
  verdict,
  verdict === 'ready' ? undefined : code,
]

const cases: Case[] = [
  ['home', [], 'ready', undefined],
  ['school', [], 'ready', undefined],
  one('home', 'battery_enough', 'ready'),
  one('home', 'battery_short', 'attention'),
  one('home', 'battery_empty', 'broken'),
  one('school', 'battery_empty', 'broken'),
  one('home', 'power_unknown', 'unknown'),
  one('home', 'interface_mobile', 'attention'),
  one('home', 'interface_none', 'broken'),
  one('school', 'interface_none', 'broken'),
  one('school', 'interface_unknown', 'unknown'),
  one('home', 'signal_weak', 'attention'),
  one('home', 'signal_unknown', 'ready'),
  one('school', 'gateway_silent', 'attention'),
  one('school', 'gateway_unknown', 'ready'),
  one('home', 'dns_failed', 'broken'),
  one('school', 'dns_failed', 'broken'),
  one('school', 'dns_unknown', 'unknown'),
  one('home', 'doors_last_resort', 'ready'),
  one('school', 'doors_shut', 'attention'),
  one('school', 'doors_unknown', 'ready'),
  one('school', 'proxy_between', 'ready'),
  one('school', 'proxy_unknown', 'ready'),
  one('school', 'tls_intercepted', 'attention'),
  one('home', 'tls_unknown', 'ready'),
  one('school', 'udp_blocked', 'attention'),
  one('school', 'udp_unknown', 'ready'),
  one('home', 'line_fair', 'attention'),
  one('home', 'line_poor', 'broken'),
  one('school', 'line_poor', 'broken'),
  one('school', 'line_unknown', 'unknown'),
  one('school', 'camera_in_lesson', 'ready'),
  one('school', 'camera_absent', 'broken'),
  one('home', 'camera_absent', 'attention'),
  one('school', 'camera_no_driver', 'broken'),
  one('school', 'camera_driver_failed', 'broken'),
  one('school', 'camera_blocked', 'broken'),
  one('home', 'camera_blocked', 'attention'),
  one('school', 'camera_black', 'broken'),
  one('school', 'camera_frozen', 'broken'),
  one('school', 'camera_dark', 'attention'),
  one('home', 'camera_dark', 'ready'),
  one('school', 'camera_unknown', 'unknown'),
  one('home', 'camera_unknown', 'ready'),
  one('school', 'second_camera_absent', 'attention'),
  one('school', 'second_camera_unknown', 'ready'),
  one('home', 'second_camera_absent', 'ready'),
  one('home', 'audio_in_absent', 'broken'),
  one('home', 'audio_in_muted', 'broken'),
  one('school', 'audio_in_zero', 'broken'),
  one('school', 'audio_in_blocked', 'broken'),
  one('home', 'audio_in_silent', 'attention'),
  one('home', 'audio_in_unknown', 'unknown'),
  one('home', 'audio_out_absent', 'broken'),
  one('school', 'audio_out_muted', 'broken'),
  one('home', 'audio_out_zero', 'broken'),
  one('school', 'audio_out_unheard', 'broken'),
  one('school', 'audio_out_unknown', 'unknown'),
  one('home', 'call_app_stopped', 'ready'),
  one('home', 'call_app_missing', 'attention'),
  one('school', 'call_app_unknown', 'unknown'),
  one('home', 'clock_off', 'ready'),
  one('home', 'clock_wrong', 'attention'),
  one('school', 'clock_unknown', 'ready'),
  one('home', 'disk_low', 'ready'),
  one('school', 'disk_full', 'attention'),
  one('school', 'disk_unknown', 'ready'),
  one('home', 'memory_short', 'ready'),
  one('home', 'memory_full', 'attention'),
  one('school', 'agent_restarting', 'attention'),
  one('school', 'agent_forgetful', 'ready'),
  one('school', 'agent_page_shut', 'attention'),
  one('home', 'update_behind', 'ready'),
  // What is broken outweighs what is doubtful, and both outweigh what was not read.
  ['school', ['camera_absent', 'battery_short'], 'broken', 'camera_absent'],
  ['school', ['camera_unknown', 'battery_short'], 'attention', 'battery_short'],
  ['school', ['camera_unknown', 'disk_full'], 'attention', 'disk_full'],
  ['school', ['camera_unknown', 'audio_out_absent'], 'broken', 'audio_out_absent'],
  ['home', ['udp_blocked', 'line_unknown'], 'attention', 'udp_blocked'],
  // Of what weighs the same, the first that a person would look at: it explains the rest.
  ['school', ['line_poor', 'interface_none', 'dns_failed'], 'broken', 'interface_none'],
  ['home', ['audio_out_muted', 'battery_empty'], 'broken', 'battery_empty'],
  ['home', ['memory_full', 'line_fair', 'signal_weak'], 'attention', 'signal_weak'],
  ['school', ['audio_out_unknown', 'dns_unknown'], 'unknown', 'dns_unknown'],
]

describe('the verdict of a set', () => {
  it.each(cases)('a %s set with %j is %s, and says first %s', (kind, codes, verdict, first) => {
    const needs = needsOf(kind, full)
    expect(verdictOf(but(...codes), needs)).toBe(verdict)
    expect(worstOf(but(...codes), needs)?.code).toBe(first)
  })

  it('is the same in whatever order the checks were done', () => {
    const needs = needsOf('school', full)
    for (const [kind, codes, verdict] of cases) {
      expect(verdictOf(but(...codes).toReversed(), needsOf(kind, full))).toBe(verdict)
    }
    expect(worstOf(['memory_full', 'signal_weak', ...healthy], needs)?.code).toBe('signal_weak')
  })

  it('does not know of a set that left out a check it needs', () => {
    for (const check of checkNames.filter(name => needsOf('school', full)[name] === 'needed')) {
      const silent = healthy.filter(code => findingOf(code).check !== check)
      expect([check, verdictOf(silent, needsOf('school', full))]).toEqual([check, 'unknown'])
    }
  })

  it('is never ready of a set that said nothing', () => {
    expect(verdictOf([], needsOf('home', plain))).toBe('unknown')
    expect(worstOf([], needsOf('home', plain))).toBeUndefined()
  })

  it('never counts what nobody asks for', () => {
    const needs = needsOf('school', { callApp: false, cameras: 1 })
    const absent = but('call_app_missing', 'second_camera_absent', 'update_behind')
    expect(verdictOf(absent, needs)).toBe('ready')
  })

  it('has no code that changes the verdict of one kind of set alone without being in the table', () => {
    const tried = new Set(cases.flatMap(([, codes]) => codes))
    const bad = findingCodes.filter(code => findingOf(code).outcome !== 'ok')
    const differs = bad.filter(
      code => verdictOf(but(code), needsOf('home', full)) !== verdictOf(but(code), needsOf('school', full)),
    )
    expect(differs.filter(code => !tried.has(code))).toEqual([])
  })
})

describe('what is asked of a set', () => {
  it('asks for the call application once its settings name one', () => {
    expect(needsOf('home', plain).call_app).toBe('not_asked')
    expect(needsOf('home', full).call_app).toBe('needed')
  })

  it('asks a school set for a second camera once two are expected, and a home set never', () => {
    expect(needsOf('school', plain).second_camera).toBe('not_asked')
    expect(needsOf('school', { callApp: false, cameras: 1 }).second_camera).toBe('not_asked')
    expect(needsOf('school', full).second_camera).toBe('good_to_have')
    expect(needsOf('home', full).second_camera).toBe('not_asked')
  })

  it('asks for no camera of a set that is to have none', () => {
    expect(needsOf('home', { callApp: false, cameras: 0 }).camera).toBe('not_asked')
    expect(needsOf('home', plain).camera).toBe('good_to_have')
  })

  it('does not ask for updates yet', () => {
    expect(needsOf('school', full).update).toBe('not_asked')
  })
})

describe('what was asked of a set, by what it told', () => {
  it('is read off the checks that it did', () => {
    expect(expectedBy(healthy)).toEqual(full)
    expect(expectedBy(['camera_ok', 'power_ok'])).toEqual({ callApp: false, cameras: 1 })
    expect(expectedBy(['power_ok'])).toEqual({ callApp: false, cameras: 0 })
  })
})

describe('what is believed of a verdict that was told', () => {
  const believed = (told: Verdict, ...codes: FindingCode[]) =>
    believedVerdict('school', { verdict: told, codes: but(...codes) })

  it('is not ready when its codes say otherwise, or say nothing', () => {
    expect(believed('ready')).toBe('ready')
    expect(believed('ready', 'camera_absent')).toBe('broken')
    expect(believed('ready', 'disk_full')).toBe('attention')
    expect(believed('ready', 'audio_in_unknown')).toBe('unknown')
    expect(believedVerdict('school', { verdict: 'ready', codes: [] })).toBe('unknown')
  })

  it('is what the worst says of a check that was told twice', () => {
    expect(believedVerdict('school', { verdict: 'ready', codes: [...healthy, 'audio_out_muted'] })).toBe(
      'broken',
    )
  })

  it('is never better than what the set says, which may know more than its codes tell', () => {
    expect(believed('broken')).toBe('broken')
    expect(believed('attention', 'audio_in_unknown')).toBe('attention')
    expect(believed('unknown', 'disk_full')).toBe('attention')
  })
})
