import { type CheckName, checkNames, type FindingCode, findingOf } from '../../protocol/findings.ts'
import type { Needs } from '../../protocol/verdict.ts'
import { judgeAgent, judgeClock, judgeDisk, judgeMemory, judgePower } from './machine-judging.ts'
import { judgeAudioIn, judgeAudioOut, judgeCallApp, judgeCamera, judgeSecondCamera } from './media-judging.ts'
import * as network from './network-judging.ts'
import type { Readings } from './readings.ts'

/** Each check by what judges it; what has no producer yet is not there. */
const judges: { [Check in Exclude<CheckName, 'update'>]: (readings: Readings) => FindingCode } = {
  power: judgePower,
  interface: network.judgeInterface,
  signal: network.judgeSignal,
  gateway: network.judgeGateway,
  dns: network.judgeDns,
  doors: network.judgeDoors,
  proxy: network.judgeProxy,
  tls: network.judgeTls,
  udp: network.judgeUdp,
  line: network.judgeLine,
  camera: judgeCamera,
  second_camera: judgeSecondCamera,
  audio_in: judgeAudioIn,
  audio_out: judgeAudioOut,
  call_app: judgeCallApp,
  clock: judgeClock,
  disk: judgeDisk,
  memory: judgeMemory,
  agent: judgeAgent,
}

/** Checks over the agent alone: all that is told of a home while it rests. */
const ownChecks: readonly CheckName[] = ['doors', 'proxy', 'tls', 'clock', 'agent']

/** A code for every check that is asked for, in the order in which a person would look. */
export function judgeAll(readings: Readings, needs: Needs): FindingCode[] {
  return checkNames.flatMap(check =>
    check === 'update' || needs[check] === 'not_asked' ? [] : [judges[check](readings)],
  )
}

/** Of these codes, what may be told of a home that rests. */
export function ownCodes(codes: readonly FindingCode[]): FindingCode[] {
  return codes.filter(code => ownChecks.includes(findingOf(code).check))
}

/** What a person can try at the page on the set. */
const triedOnPage: readonly CheckName[] = ['camera', 'audio_in', 'audio_out']

/**
 * Puts in what was tried on the page. What worked for real works, whatever the system says of it; of what did not, the
 * system may know why.
 */
export function withPage(codes: readonly FindingCode[], tried: readonly FindingCode[]): FindingCode[] {
  return codes.map(code => {
    const { check, outcome } = findingOf(code)
    if (!triedOnPage.includes(check)) return code
    const onPage = tried.map(findingOf).find(each => each.check === check)
    if (!onPage || onPage.outcome === 'unknown') return code
    return onPage.outcome !== 'ok' && outcome === 'failed' ? code : onPage.code
  })
}
