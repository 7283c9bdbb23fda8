import type { CallFact } from '../../../protocol/call.ts'
import { type CameraFact, cameraSlots, type FactName, type Facts } from '../../../protocol/facts.ts'
import { type CallTold, callRun } from '../../calls/side/rules.ts'
import type { DeviceState, PresenceState } from '../../devices/rules.ts'
import type { SetKind } from '../../sets/rules.ts'
import { cameraState, soundState } from '../../telemetry/rules.ts'
import type { SoundState } from '../../telemetry/sound/rules.ts'
import type { Aged, KnownCheck, KnownReport, KnownSet } from '../subject/rules.ts'

/** What is known of the link to a set; instants in ms since 1970 UTC. */
export type LinkRow = {
  deviceNo: number
  label: string
  kind: SetKind
  presence: PresenceState
  presenceSince: number | null
  heardAt: number | null
  reportIntervalSeconds: number
  device: DeviceState
  deviceSince: number | null
  certificateEndsAt: number | null
}
export type FactRow = { name: FactName; value: unknown; measuredAt: number; receivedAt: number }
export type Parts = {
  facts: readonly FactRow[]
  reports: readonly KnownReport[]
  checks: readonly KnownCheck[]
  /** What it said of calls in this call time. */
  calls: readonly CallTold[]
  /** Since when somebody asks for help there; null: nobody does. */
  help: number | null
  breaks: readonly { at: number; cause: string }[]
  starts: readonly number[]
}

type CallRow = FactRow & { value: CallFact }

/** All that rules know of a set, by its rows. `hereSince`: of a home, since when the child says "ik ben er". */
export function knownSet(
  link: LinkRow,
  parts: Parts,
  { hereSince, isProviderDown }: { hereSince: number | null; isProviderDown: boolean },
): KnownSet {
  const { label, kind, presence, presenceSince, heardAt, reportIntervalSeconds } = link
  const factOf = (name: FactName) => parts.facts.find(row => row.name === name)
  const cameras = cameraSlots.flatMap(slot => {
    const row = factOf(slot)
    return row ? [{ ...ageOf(row), value: cameraState({ camera_1: row.value as CameraFact }) }] : []
  })
  const soundFact = soundOf(kind, factOf('audio_in'), factOf('audio_out'))
  const onCharge = factOf('on_charge')
  const udp = factOf('udp')?.value as Facts['udp']
  const sinceOfSound = soundFact && Math.min(soundFact.measuredAt, soundFact.receivedAt)
  return {
    label,
    kind,
    presence,
    presenceSince,
    heardAt,
    reportIntervalSeconds,
    call: callOf(factOf('call') as CallRow | undefined, parts.calls),
    hereSince,
    helpSince: parts.help,
    sound: soundFact?.value ?? 'unknown',
    soundSince: sinceOfSound,
    soundFact,
    udp: udp ?? null,
    isProviderDown,
    cameras,
    onCharge: onCharge ? { ...ageOf(onCharge), value: onCharge.value as boolean | null } : null,
    reports: parts.reports.toSorted((a, b) => b.measuredAt - a.measuredAt),
    checks: parts.checks,
    brokeAt: brokeAt(link, parts.breaks[0]),
    breaks: parts.breaks.map(({ at }) => at),
    starts: parts.starts,
    doubtedSince: link.device === 'questioned' ? (link.deviceSince ?? 0) : null,
    certificateEndsAt: link.certificateEndsAt,
  }
}

/** A last will comes when the link breaks; who was only silent may have been gone for long. */
export function brokeAt(
  { presence, heardAt }: Pick<LinkRow, 'presence' | 'heardAt'>,
  last: Parts['breaks'][number] | undefined,
): number | null {
  if (presence === 'online' || last?.cause !== 'will') return null
  return last.at >= (heardAt ?? 0) ? last.at : null
}

function ageOf({ measuredAt, receivedAt }: FactRow) {
  return { measuredAt, receivedAt }
}

function callOf(row: CallRow | undefined, told: readonly CallTold[]): KnownSet['call'] {
  if (!row) return null
  const { value: fact, measuredAt, receivedAt } = row
  return { fact, measuredAt, receivedAt, ...callRun([...told, { fact, measuredAt }]) }
}

/** A child may keep its own microphone shut: that is no fault of its sound. */
function soundOf(
  kind: SetKind,
  heard: FactRow | undefined,
  spoken: FactRow | undefined,
): Aged<SoundState> | null {
  const rows = [heard, spoken].filter(row => row !== undefined)
  if (rows.length === 0) return null
  const microphone = heard?.value as Facts['audio_in'] | undefined
  const loudspeaker = spoken?.value as Facts['audio_out'] | undefined
  const isOwnChoice = kind === 'home' && microphone?.present === true
  const audioIn = isOwnChoice ? { ...microphone, muted: false, volume_zero: false } : microphone
  const value = soundState({
    ...(audioIn && { audio_in: audioIn }),
    ...(loudspeaker && { audio_out: loudspeaker }),
  })
  const last = rows.toSorted((a, b) => b.measuredAt - a.measuredAt)[0]!
  return { value, ...ageOf(last) }
}
