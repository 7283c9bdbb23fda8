import type { CallFact } from '../../../protocol/call.ts'
import type { PresenceState } from '../../devices/rules.ts'
import { type FactRow, knownSet, type LinkRow, type Parts } from '../known/set-rules.ts'
import type { KnownSet } from '../subject/rules.ts'

type Received = { receivedAt: number }
/** A fact as it was told, in its order: a higher (epoch, seq) moves what holds. */
export type ToldFact = FactRow & { epoch: number; seq: number }

/** All that is kept of a set and a rule may look at; each list in the order in which it came. Instants in ms since 1970 UTC. */
export type SetHistory = {
  link: Pick<LinkRow, 'deviceNo' | 'label' | 'kind' | 'reportIntervalSeconds'>
  presence: readonly { at: number; presence: PresenceState; cause: string; heardAt: number | null }[]
  facts: readonly ToldFact[]
  reports: readonly Parts['reports'][number][]
  checks: readonly (Parts['checks'][number] & Received)[]
  starts: readonly number[]
  helps: readonly { openedAt: number; endedAt: number | null }[]
  states: readonly { at: number; state: LinkRow['device'] }[]
  certificates: readonly { issuedAt: number; notAfter: number }[]
}

const halfHourMs = 1_800_000
const callsWithinMs = 43_200_000
const checksWithinMs = 5_400_000
const reportsMax = 12
/** More moves of one set within half an hour say no more. */
const movesMax = 500

/** A set as it was known, asked for one instant after another and never back. */
export type SetThen = {
  /** When something came to be known. */
  readonly instants: readonly number[]
  at(now: number, around: { hereSince: number | null; isProviderDown: boolean }): KnownSet
}

export function openSet(history: SetHistory): SetThen {
  const told = openTold(history)
  return {
    instants: instantsOf(history),
    at(now, around) {
      told.take(now)
      return knownSet(linkAt(history, told, now), partsAt(history, told, now), around)
    },
  }
}

function instantsOf({ presence, facts, reports, checks, ...rest }: SetHistory): number[] {
  return [
    ...[facts, reports, checks].flatMap(list => list.map(({ receivedAt }) => receivedAt)),
    ...[presence, rest.states].flatMap(list => list.map(({ at }) => at)),
    ...rest.helps.flatMap(({ openedAt, endedAt }) => [openedAt, endedAt ?? openedAt]),
    ...rest.certificates.map(({ issuedAt }) => issuedAt),
    ...rest.starts,
  ]
}

type Told = ReturnType<typeof openTold>

/** What has come so far. */
function openTold(history: SetHistory) {
  const held = new Map<string, ToldFact>()
  const facts = cursor(history.facts, ({ receivedAt }) => receivedAt)
  const reports = cursor(history.reports, ({ receivedAt }) => receivedAt)
  const checks = cursor(history.checks, ({ receivedAt }) => receivedAt)
  const moves = cursor(history.presence, ({ at }) => at)
  let heardAt: number | null = null

  function hear(at: number | null): void {
    if (at !== null) heardAt = Math.max(heardAt ?? 0, at)
  }
  return {
    held,
    reports,
    moves,
    calls: history.facts.filter(({ name }) => name === 'call'),
    heardAt: () => heardAt,
    take(now: number): void {
      for (const fact of facts.upTo(now)) {
        hear(fact.receivedAt)
        hold(held, fact)
      }
      for (const one of [...reports.upTo(now), ...checks.upTo(now)]) hear(one.receivedAt)
      for (const move of moves.upTo(now)) {
        hear(move.heardAt)
        // Who comes, and who says goodbye, is heard at that moment.
        if (move.presence === 'online' || (move.presence === 'off' && move.cause !== 'silent')) hear(move.at)
      }
    },
  }
}

function linkAt({ link, states, certificates }: SetHistory, told: Told, now: number): LinkRow {
  const move = told.moves.last()
  const interval = told.held.get('report_interval_seconds')?.value as number | undefined
  const state = states.findLast(({ at }) => at <= now)
  const ends = certificates.flatMap(({ issuedAt, notAfter }) => (issuedAt <= now ? notAfter : []))
  return {
    ...link,
    reportIntervalSeconds: interval ?? link.reportIntervalSeconds,
    presence: move?.presence ?? 'unheard',
    presenceSince: move?.at ?? null,
    heardAt: told.heardAt(),
    device: state?.state ?? 'active',
    deviceSince: state?.at ?? null,
    certificateEndsAt: ends.length > 0 ? Math.max(...ends) : null,
  }
}

/** As the judge reads them; each list the newest first. */
function partsAt({ checks, starts, helps }: SetHistory, told: Told, now: number): Parts {
  const isWithin = (ms: number, at: number) => at <= now && at > now - ms
  const help = helps.find(({ openedAt, endedAt }) => openedAt <= now && (endedAt === null || now < endedAt))
  return {
    facts: [...told.held.values()],
    calls: told.calls
      .filter(({ receivedAt, measuredAt }) => receivedAt <= now && isWithin(callsWithinMs, measuredAt))
      .map(({ value, measuredAt }) => ({ fact: value as CallFact, measuredAt })),
    reports: told.reports
      .recent(reportsMax)
      .filter(({ receivedAt }) => isWithin(halfHourMs, receivedAt))
      .toReversed(),
    checks: checks
      .filter(({ receivedAt, measuredAt }) => receivedAt <= now && isWithin(checksWithinMs, measuredAt))
      .toSorted((a, b) => b.measuredAt - a.measuredAt),
    help: help?.openedAt ?? null,
    breaks: told.moves
      .recent(movesMax)
      .filter(({ at, presence }) => presence === 'suspect' && isWithin(halfHourMs, at))
      .toReversed(),
    starts: starts.filter(at => isWithin(halfHourMs, at)).toReversed(),
  }
}

/** As `facts` keeps what holds: what is told again as it was keeps the time from which it is so. */
function hold(held: Map<string, ToldFact>, fact: ToldFact): void {
  const was = held.get(fact.name)
  if (was && (was.epoch > fact.epoch || (was.epoch === fact.epoch && was.seq >= fact.seq))) return
  const isSame = was !== undefined && JSON.stringify(was.value) === JSON.stringify(fact.value)
  held.set(fact.name, isSame ? { ...fact, measuredAt: was.measuredAt } : fact)
}

/** A list in the order of time, of which one sees as much as has come. */
function cursor<Of>(list: readonly Of[], timeOf: (one: Of) => number) {
  let seen = 0
  return {
    /** What came since the last call. */
    upTo(now: number): Of[] {
      const from = seen
      while (seen < list.length && timeOf(list[seen]!) <= now) seen += 1
      return list.slice(from, seen)
    },
    last: (): Of | undefined => list[seen - 1],
    recent: (count: number): Of[] => list.slice(Math.max(0, seen - count), seen),
  }
}
