/** What a check found: whether the set can do what a lesson asks of it. */
export const outcomes = ['ok', 'doubtful', 'failed', 'unknown'] as const
export type Outcome = (typeof outcomes)[number]

/** Every check there is, in the order in which a person would look: what is wrong first explains what follows. */
export const checkNames = [
  'power',
  'interface',
  'signal',
  'gateway',
  'dns',
  'doors',
  'proxy',
  'tls',
  'udp',
  'line',
  'camera',
  'second_camera',
  'audio_in',
  'audio_out',
  'call_app',
  'clock',
  'disk',
  'memory',
  'update',
  'agent',
] as const
export type CheckName = (typeof checkNames)[number]

type Findings = Record<CheckName, Record<string, Outcome>>

/** Each check → what it may find → how bad that is. Codes cross the wire: none is ever renamed or removed. */
const findings = {
  power: {
    power_ok: 'ok',
    battery_enough: 'ok',
    battery_short: 'doubtful',
    battery_empty: 'failed',
    power_unknown: 'unknown',
  },
  interface: {
    interface_ok: 'ok',
    interface_mobile: 'doubtful',
    interface_none: 'failed',
    interface_unknown: 'unknown',
  },
  signal: { signal_ok: 'ok', signal_weak: 'failed', signal_unknown: 'unknown' },
  gateway: { gateway_ok: 'ok', gateway_silent: 'failed', gateway_unknown: 'unknown' },
  dns: { dns_ok: 'ok', dns_failed: 'failed', dns_unknown: 'unknown' },
  doors: { doors_ok: 'ok', doors_last_resort: 'doubtful', doors_shut: 'failed', doors_unknown: 'unknown' },
  proxy: { proxy_none: 'ok', proxy_between: 'doubtful', proxy_unknown: 'unknown' },
  tls: { tls_ok: 'ok', tls_intercepted: 'failed', tls_unknown: 'unknown' },
  udp: { udp_ok: 'ok', udp_blocked: 'failed', udp_unknown: 'unknown' },
  line: { line_good: 'ok', line_fair: 'doubtful', line_poor: 'failed', line_unknown: 'unknown' },
  camera: {
    camera_ok: 'ok',
    camera_in_lesson: 'ok',
    camera_dark: 'doubtful',
    camera_black: 'failed',
    camera_frozen: 'failed',
    camera_absent: 'failed',
    camera_no_driver: 'failed',
    camera_driver_failed: 'failed',
    camera_blocked: 'failed',
    camera_unknown: 'unknown',
  },
  second_camera: {
    second_camera_ok: 'ok',
    second_camera_absent: 'failed',
    second_camera_unknown: 'unknown',
  },
  audio_in: {
    audio_in_ok: 'ok',
    audio_in_silent: 'doubtful',
    audio_in_absent: 'failed',
    audio_in_muted: 'failed',
    audio_in_zero: 'failed',
    audio_in_blocked: 'failed',
    audio_in_unknown: 'unknown',
  },
  audio_out: {
    audio_out_ok: 'ok',
    audio_out_unheard: 'failed',
    audio_out_absent: 'failed',
    audio_out_muted: 'failed',
    audio_out_zero: 'failed',
    audio_out_unknown: 'unknown',
  },
  call_app: {
    call_app_ok: 'ok',
    call_app_stopped: 'ok',
    call_app_missing: 'doubtful',
    call_app_unknown: 'unknown',
  },
  clock: { clock_ok: 'ok', clock_off: 'doubtful', clock_wrong: 'failed', clock_unknown: 'unknown' },
  disk: { disk_ok: 'ok', disk_low: 'doubtful', disk_full: 'failed', disk_unknown: 'unknown' },
  memory: { memory_ok: 'ok', memory_short: 'doubtful', memory_full: 'failed', memory_unknown: 'unknown' },
  update: { update_ok: 'ok', update_behind: 'doubtful', update_unknown: 'unknown' },
  agent: {
    agent_ok: 'ok',
    agent_restarting: 'failed',
    agent_forgetful: 'doubtful',
    agent_page_shut: 'failed',
    agent_unknown: 'unknown',
  },
} as const satisfies Findings

/** What one check may find. */
export type CodesOf<Check extends CheckName> = Extract<keyof (typeof findings)[Check], string>
/** A coded outcome of a check. */
export type FindingCode = { [Check in CheckName]: CodesOf<Check> }[CheckName]

export type Finding = { code: FindingCode; check: CheckName; outcome: Outcome }

const all = checkNames.flatMap(check =>
  Object.entries(findings[check]).map(([code, outcome]) => ({ code, check, outcome }) as Finding),
)
const byCode = Object.fromEntries(all.map(finding => [finding.code, finding])) as Record<FindingCode, Finding>

export const findingCodes = all.map(({ code }) => code)

/** Which check found this, and how bad it is. */
export function findingOf(code: FindingCode): Finding {
  return byCode[code]
}
