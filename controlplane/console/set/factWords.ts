import type { TFunction } from 'i18next'
import type { CallFact } from '../../../protocol/call.ts'
import { doorKinds } from '../../../protocol/doors.ts'
import type { AudioFact, CameraFact, FactName, Facts, SensorName } from '../../../protocol/facts.ts'

/** What a fact says: `undefined` is unknown. `wrong`: it asks for a look. */
export type FactSays = { lines: (string | undefined)[]; wrong: boolean; detail?: string }
type Say<Name extends FactName> = (t: TFunction, value: NonNullable<Facts[Name]> | null) => FactSays

const camera = (t: TFunction, value: CameraFact | null): FactSays => {
  if (!value || value.present === null) return unknown
  if (!value.present) return plain(t('set.say.notThere'))
  const detail = [value.model, value.driver].filter(Boolean).join(' · ')
  const says = (text: string, wrong: boolean) => ({ lines: [text], wrong, ...(detail !== '' && { detail }) })
  if (value.error === 'no_driver') return says(t('set.say.cameraNoDriver'), true)
  if (value.error === 'driver_failed') return says(t('set.say.cameraDriverFailed'), true)
  if (value.blocked) return says(t('set.say.cameraBlocked'), true)
  return says(t('set.say.cameraOk'), false)
}

const audioLevel = (t: TFunction, value: AudioFact | null): FactSays => {
  if (!value || value.present === null) return unknown
  if (!value.present) return { lines: [t('set.say.notThere')], wrong: true }
  if (value.muted) return { lines: [t('set.say.audioMuted')], wrong: true }
  if (value.volume_zero) return { lines: [t('set.say.audioZero')], wrong: true }
  const level = value.muted === null || value.volume_zero === null
  return { ...plain(t('set.say.audioOk')), ...(level && { detail: t('set.say.audioLevelUnknown') }) }
}

const audio = (t: TFunction, value: AudioFact | null): FactSays => {
  const { detail, ...says } = audioLevel(t, value)
  const details = [value?.present ? value.model : null, detail].filter(Boolean).join(' · ')
  return { ...says, ...(details !== '' && { detail: details }) }
}

/** A call in words: what comes and goes is more than that the application runs. */
const callWords = {
  both: 'set.say.callBoth',
  in: 'set.say.callIn',
  out: 'set.say.callOut',
  none: 'set.say.callNone',
} as const

const call = (t: TFunction, value: CallFact | null): FactSays => {
  if (value?.app === 'stopped') return plain(t('set.say.callStopped'))
  if (!value || value.app === 'unknown') return unknown
  if (value.media === 'unknown')
    return { ...plain(t('set.say.callRuns')), detail: t('set.say.callMediaUnknown') }
  return plain(t(callWords[value.media]))
}

/** A sentence for every fact a set can tell; a new fact without one does not compile. */
const sayings: { [Name in FactName]: Say<Name> } = {
  // A set is made with one camera: that it is missing asks for a look, a further one may well not be there.
  camera_1: (t, value) => ({ ...camera(t, value), ...(value?.present === false && { wrong: true }) }),
  camera_2: camera,
  camera_3: camera,
  camera_4: camera,
  audio_in: audio,
  audio_out: audio,
  on_charge: (t, value) =>
    value === null ? unknown : plain(t(value ? 'set.say.charging' : 'set.say.notCharging')),
  battery_lasts: (t, value) =>
    value === null
      ? unknown
      : { ...plain(t(value ? 'set.say.batteryLasts' : 'set.say.batteryEnds')), wrong: !value },
  call,
  interface: (t, value) => (value === null ? unknown : plain(t(`interface.${value}`))),
  door: (t, value) =>
    value === null ? unknown : { ...plain(t(`device.doorKind.${value}`)), wrong: value === 'beacon' },
  doors: (t, value) => {
    if (value === null) return unknown
    const says = doorKinds.map(
      kind => `${t(`device.doorKind.${kind}`)}: ${t(`device.outcome.${value[kind]}`)}`,
    )
    return { lines: says, wrong: false }
  },
  udp: (t, value) =>
    value === null
      ? unknown
      : {
          ...plain(t(value === 'open' ? 'set.say.udpOpen' : 'set.say.udpBlocked')),
          wrong: value === 'blocked',
        },
  report_interval_seconds: (t, value) =>
    value === null ? unknown : plain(t('set.say.seconds', { count: value })),
  unreadable: (t, value) => {
    const sensors = Object.entries(value ?? {}) as [SensorName, keyof typeof reasons][]
    const says = sensors.map(([sensor, reason]) =>
      t('set.say.unreadable', { sensor: t(`set.sensor.${sensor}`), reason: t(reasons[reason]) }),
    )
    return { lines: says.length > 0 ? says : [t('set.say.nothing')], wrong: false }
  },
  versions: (t, value) => {
    if (value === null) return unknown
    const { agent, runtime, protocol, system } = value
    const rest = [t('set.say.runtime', { version: runtime }), t('set.say.protocol', { version: protocol })]
    return {
      ...plain(t('set.say.agent', { version: agent })),
      detail: [...rest, system].filter(Boolean).join(' · '),
    }
  },
  machine: (_t, value) => {
    const name = [value?.make, value?.model].filter(Boolean).join(' ')
    return name === '' ? unknown : plain(name)
  },
  disks: (t, value) =>
    value === null
      ? unknown
      : {
          lines: value.length > 0 ? value.map(({ model }) => model ?? undefined) : [t('set.say.noDisks')],
          wrong: false,
        },
  simulated: (t, value) => (value === null ? unknown : plain(t(value ? 'yes' : 'no'))),
}

const reasons = {
  absent: 'unknown.reason.absent',
  denied: 'unknown.reason.denied',
  unsupported: 'unknown.reason.unsupported',
  failed: 'unknown.reason.failed',
  no_answer: 'unknown.reason.no_answer',
} as const

const unknown: FactSays = { lines: [undefined], wrong: false }

function plain(line: string): FactSays {
  return { lines: [line], wrong: false }
}

function isKnownFact(name: string): name is FactName {
  return Object.hasOwn(sayings, name)
}

export function factName(t: TFunction, name: string): string {
  return isKnownFact(name) ? t(`set.fact.${name}`) : name
}

/** A fact in words. A newer set may tell what this page has no words for: then its own value is shown. */
export function factSays(t: TFunction, name: string, value: unknown): FactSays {
  if (!isKnownFact(name)) return plain(JSON.stringify(value))
  const say = sayings[name] as (t: TFunction, value: unknown) => FactSays
  return say(t, value)
}
