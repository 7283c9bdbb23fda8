import type { Symptom } from '../../controlplane/tickets/symptom/rules.ts'
import { afterMs, type Fault, type FaultName, faultNames } from './faults.ts'
import type { LedgerEvent } from './ledger.ts'
import type { Year } from './school-year.ts'

/** How soon each fault was found, and how many tickets it led to. */
export type Found = { fault: Fault; seconds: number | undefined; groups: readonly string[] }
export type Figures = {
  found: readonly Found[]
  /** New tickets that no fault explains, by what is seen. */
  background: ReadonlyMap<Symptom, number>
  perPairDay: number
}

export function figuresOf({ events, faults }: Pick<Year, 'events' | 'faults'>, pairDays: number): Figures {
  const of = new Map<Fault, LedgerEvent[]>(faults.map(fault => [fault, []]))
  const background = new Map<Symptom, number>()
  let news = 0
  for (const event of events) {
    const fault =
      faults.find(each => each.group === event.group && explains(each, event)) ??
      faults.find(each => explains(each, event))
    if (fault) of.get(fault)!.push(event)
    else if (event.what === 'new') {
      news++
      background.set(event.symptom, (background.get(event.symptom) ?? 0) + 1)
    }
  }
  const found = [...of].map(([fault, own]): Found => {
    const first = own.find(({ group }) => group === fault.group)
    return {
      fault,
      seconds: first && (first.at - fault.at) / 1000,
      groups: [...new Set(own.map(({ group }) => group))],
    }
  })
  return { found, background, perPairDay: news / pairDays }
}

function explains({ group, pairs, at, until }: Fault, event: LedgerEvent): boolean {
  if (event.at < at || event.at > until + afterMs) return false
  if (event.group === group) return true
  if (event.group.endsWith('/storm')) return group.endsWith('/storm')
  const [, pair] = /^trajectory:T(.*)\//.exec(event.group) ?? []
  return pair !== undefined && pairs.has(Number(pair))
}

/** Of each kind: how many, and the slowest but one of twenty, in seconds; one that was not found counts as forever. */
export function soonness(found: readonly Found[]): Map<FaultName, { count: number; p95: number }> {
  return new Map(
    faultNames.map(name => {
      const seconds = found
        .filter(({ fault }) => fault.name === name)
        .map(one => one.seconds ?? Number.POSITIVE_INFINITY)
        .toSorted((a, b) => a - b)
      return [name, { count: seconds.length, p95: seconds[Math.ceil(seconds.length * 0.95) - 1] ?? 0 }]
    }),
  )
}
