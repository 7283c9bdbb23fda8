import type { Parent } from '../incident/rules.ts'
import type { Observation } from '../observed/rules.ts'
import type { RuleSettings } from '../settings/rules.ts'

/** One set that should be there now, and until when it was known to be there (null: it is); ms since 1970 UTC. */
export type Counted = {
  readonly label: string
  readonly location: string | null
  readonly provider: string | null
  readonly lostSince: number | null
}

/** A storm by the group key of its incident. */
export type StormSight = {
  readonly key: string
  readonly rule: 'storm_location' | 'storm_provider' | 'storm_platform'
  readonly seen: Observation
  readonly gone: readonly Counted[]
  readonly expected: number
}

/** Losses that lie no further apart than this are one. */
const windowMs = 120_000
/** Of those that went so many are back when a storm is over. */
const backShare = 0.8

type Limits = { readonly sets: number; readonly percent: number; readonly places?: number }

/**
 * Where many are lost at once, at a place, at a provider, everywhere. `held`: the storms that are on, with the sets that
 * went in them: such a one lasts until most of these are back, whatever the lessons do meanwhile.
 */
export function seeStorms(
  counted: readonly Counted[],
  held: ReadonlyMap<string, readonly string[]>,
  settings: RuleSettings,
  now: number,
): StormSight[] {
  const groups = [
    ...groupsBy('location', counted, ({ location }) => location),
    ...groupsBy('provider', counted, ({ provider }) => provider),
    { key: 'platform/storm', rule: 'storm_platform' as const, sets: counted },
  ]
  const known = new Map(groups.map(group => [group.key, group]))
  for (const key of held.keys()) if (!known.has(key)) known.set(key, { key, rule: ruleOf(key), sets: [] })
  return [...known.values()].map(({ key, rule, sets }) => {
    const gone = sets.filter(({ lostSince }) => lostSince !== null)
    const limits: Limits = settings[rule].limits
    const members = held.get(key)
    const seen = !settings[rule].on
      ? { holds: false, since: now }
      : members === undefined
        ? seeNew(gone, sets.length, limits, now)
        : seeOld(gone, members, now)
    return { key, rule, seen, gone, expected: sets.length }
  })
}

/** Enough of those that should be there went within two minutes. */
function seeNew(gone: readonly Counted[], expected: number, limits: Limits, now: number): Observation {
  const sets = gone.toSorted((a, b) => a.lostSince! - b.lostSince!)
  const needed = Math.max(limits.sets, Math.ceil((expected * limits.percent) / 100))
  for (let last = needed - 1; last < sets.length; last++) {
    const begin = sets[last - needed + 1]!.lostSince!
    const end = sets[last]!.lostSince!
    const places = new Set(sets.slice(last - needed + 1, last + 1).map(({ location }) => location))
    if (end - begin <= windowMs && places.size >= (limits.places ?? 1))
      return { holds: true, since: end, evidence: { gone: gone.length, expected } }
  }
  return { holds: false, since: now }
}

/** It lasts until four fifths of its sets are back; one that is not expected any more counts as back. */
function seeOld(gone: readonly Counted[], members: readonly string[], now: number): Observation {
  const still = gone.filter(({ label }) => members.includes(label)).length
  const holds = members.length - still < members.length * backShare
  return { holds, since: now, evidence: { gone: still, expected: members.length } }
}

type Group = { key: string; rule: StormSight['rule']; sets: readonly Counted[] }

function groupsBy(
  what: 'location' | 'provider',
  counted: readonly Counted[],
  nameOf: (set: Counted) => string | null,
): Group[] {
  return [...Map.groupBy(counted, nameOf)].flatMap(([name, sets]) =>
    name === null ? [] : [{ key: `${what}:${name}/storm`, rule: `storm_${what}` as const, sets }],
  )
}

function ruleOf(key: string): StormSight['rule'] {
  if (key.startsWith('location:')) return 'storm_location'
  return key.startsWith('provider:') ? 'storm_provider' : 'storm_platform'
}

/** A storm that is on, or just was. `moved`: whether a person put a trajectory (its code) in it, or took it out. */
export type Storm = Parent & { readonly moved: Readonly<Record<string, boolean>> | null }

const widths: Record<StormSight['rule'], number> = { storm_platform: 0, storm_provider: 1, storm_location: 2 }

/** For `sort`: the widest first, which explains the others. */
export function byWidth({ key: one }: { key: string }, { key: other }: { key: string }): number {
  return widths[ruleOf(one)] - widths[ruleOf(other)]
}

/** The storms over a pair, or over a set that serves nobody (`trajectory` null), the widest first. */
export function stormsOver(
  sets: readonly Pick<Counted, 'location' | 'provider'>[],
  trajectory: string | null,
  storms: ReadonlyMap<string, Storm>,
): Storm[] {
  const own = new Set(sets.flatMap(stormKeysOf))
  const isOver = ({ key, moved }: Storm) =>
    (trajectory === null ? undefined : moved?.[trajectory]) ?? own.has(key)
  return [...storms.values()].filter(isOver).toSorted(byWidth)
}

/** The storms, by key, that a set is part of when they are on: the widest first. */
export function stormKeysOf({ location, provider }: Pick<Counted, 'location' | 'provider'>): string[] {
  return [
    'platform/storm',
    ...(provider === null ? [] : [`provider:${provider}/storm`]),
    ...(location === null ? [] : [`location:${location}/storm`]),
  ]
}
