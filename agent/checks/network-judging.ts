import type { CheckName, CodesOf } from '../../protocol/findings.ts'
import { summariseRoundTrips } from '../report/sampling.ts'
import type { Readings } from './readings.ts'

/** Below this Wi-Fi begins to lose what a lesson sends. */
const weakDbm = -75
/** From these on a line is fair, or poor; loss in percent, delay in ms. */
const fair = { loss: 1, delay: 200 }
const poor = { loss: 5, delay: 400 }
/** Fewer requests than this say nothing of a line; so many lost ones are no chance. */
export const roundTripsLeast = 20
const lostLeast = { fair: 2, poor: 3 }

type Judged<Check extends CheckName> = CodesOf<Check>

/** Where a connection stands there is a way out, though none is known of: by rules of its own, or until this moment. */
export function judgeInterface({ facts, doors }: Readings): Judged<'interface'> {
  if (facts.interface === undefined || facts.interface === null) return 'interface_unknown'
  if (facts.interface === 'none') return doors.isReached ? 'interface_unknown' : 'interface_none'
  return facts.interface === 'mobile' ? 'interface_mobile' : 'interface_ok'
}

/** A set on a cable needs no signal; of what leads on over something else nobody knows it. */
export function judgeSignal({ facts, signalDbm }: Readings): Judged<'signal'> {
  if (facts.interface === 'wired') return 'signal_ok'
  if (facts.interface !== 'wifi' || signalDbm === null) return 'signal_unknown'
  return signalDbm < weakDbm ? 'signal_weak' : 'signal_ok'
}

/** What is reached beyond it, is reached through it. */
export function judgeGateway({ gateway, doors }: Readings): Judged<'gateway'> {
  if (doors.isReached || gateway) return 'gateway_ok'
  return gateway === null ? 'gateway_unknown' : 'gateway_silent'
}

export function judgeDns({ name }: Readings): Judged<'dns'> {
  if (name === null) return 'dns_unknown'
  return name ? 'dns_ok' : 'dns_failed'
}

export function judgeDoors({ doors: { isReached, outcomes } }: Readings): Judged<'doors'> {
  if (isReached) return 'doors_ok'
  if (!outcomes || Object.values(outcomes).every(outcome => outcome === 'not_tried')) return 'doors_unknown'
  return outcomes.beacon === 'open' ? 'doors_last_resort' : 'doors_shut'
}

export function judgeProxy({ doors: { isReached, outcomes, inClear } }: Readings): Judged<'proxy'> {
  if (inClear.length > 0) return 'proxy_between'
  return isReached || reachedTls(outcomes) ? 'proxy_none' : 'proxy_unknown'
}

export function judgeTls({ doors: { isReached, outcomes } }: Readings): Judged<'tls'> {
  if (outcomes && Object.values(outcomes).includes('intercepted')) return 'tls_intercepted'
  const isOurs =
    outcomes && Object.values(outcomes).some(outcome => outcome === 'open' || outcome === 'refused')
  return isReached || isOurs ? 'tls_ok' : 'tls_unknown'
}

export function judgeUdp({ facts: { udp } }: Readings): Judged<'udp'> {
  if (udp === undefined || udp === null) return 'udp_unknown'
  return udp === 'open' ? 'udp_ok' : 'udp_blocked'
}

/** The class of the line by what it lost and how long it took, until a network test tells more. */
export function judgeLine({ facts, roundTrips }: Readings): Judged<'line'> {
  const lost = roundTrips.filter(outcome => outcome === null).length
  // Silence may be a wall as well as a line: the check of UDP tells which.
  if (facts.udp === 'blocked' || roundTrips.length < roundTripsLeast || lost === roundTrips.length)
    return 'line_unknown'
  const { rtt_p50_ms: delay, loss_mean_percent: loss } = summariseRoundTrips(roundTrips)
  if (delay === null || loss === null) return 'line_unknown'
  if (delay >= poor.delay || (loss >= poor.loss && lost >= lostLeast.poor)) return 'line_poor'
  if (delay >= fair.delay || (loss >= fair.loss && lost >= lostLeast.fair)) return 'line_fair'
  return 'line_good'
}

/** Somebody answered with a certificate, ours or another: no proxy that speaks in clear stood there. */
function reachedTls(outcomes: Readings['doors']['outcomes']): boolean {
  const spoke = ['open', 'refused', 'intercepted']
  return outcomes !== undefined && Object.values(outcomes).some(outcome => spoke.includes(outcome))
}
