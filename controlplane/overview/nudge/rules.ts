import { type Look, reachOf } from '../../people/rules.ts'
import { type ChangeKind, changeKinds, type Hearers } from '../../platform/changes/rules.ts'

type Changed = { readonly [kind: string]: readonly string[] | 'many' }
export type Told = { [Kind in ChangeKind]?: string[] | 'many' }

const kinds = Object.keys(changeKinds) as ChangeKind[]

/** Who listens. */
export type Listener = { accountId: string; roles: readonly Look[] }

/** Whether what somebody hears of sets depends on whose they are. */
export function hearsOwnOnly({ roles }: Listener): boolean {
  return reachOf(roles, 'seeNow') === 'own'
}

/** The names in what changed that may be names of sets, places or trajectories. */
export function namesOfSets(changed: Changed): string[] {
  const lists = kinds.filter(kind => changeKinds[kind] === 'sets').map(kind => changed[kind] ?? [])
  return [...new Set(lists.flatMap(names => (names === 'many' ? [] : names)))]
}

/**
 * What somebody may hear of what changed; undefined: nothing. `own`: the names that are theirs, for who hears of their
 * own only; `many` when that was not asked: then something changed, and not which.
 */
export function toldTo(
  listener: Listener,
  changed: Changed,
  own: ReadonlySet<string> | 'many',
): Told | undefined {
  const told = kinds.flatMap(kind => {
    const names = changed[kind]
    const heard = names === undefined ? undefined : heardOf[changeKinds[kind]](listener, names, own)
    return heard === undefined || heard.length === 0 ? [] : [[kind, heard] as const]
  })
  return told.length === 0 ? undefined : Object.fromEntries(told)
}

type Names = readonly string[] | 'many'
type Heard = (
  listener: Listener,
  names: Names,
  own: ReadonlySet<string> | 'many',
) => string[] | 'many' | undefined

const heardOf: Record<Hearers, Heard> = {
  sets({ roles }, names, own) {
    const reach = reachOf(roles, 'seeNow')
    if (reach === undefined) return undefined
    if (names === 'many') return 'many'
    if (reach === 'all') return [...names]
    return own === 'many' ? 'many' : names.filter(name => own.has(name))
  },
  /** Everybody hears of their own account: what they may has changed. */
  people({ roles, accountId }, names) {
    if (reachOf(roles, 'seePeople') === 'all') return names === 'many' ? 'many' : [...names]
    return names === 'many' || names.includes(accountId) ? [accountId] : undefined
  },
  places({ roles }, names) {
    if (reachOf(roles, 'seeLocations') === undefined) return undefined
    return names === 'many' ? 'many' : [...names]
  },
  duty({ roles }, names) {
    if (reachOf(roles, 'seeDutyNow') === undefined) return undefined
    return names === 'many' ? 'many' : [...names]
  },
  links({ roles }, names) {
    if (reachOf(roles, 'seeLinks') === undefined) return undefined
    return names === 'many' ? 'many' : [...names]
  },
}
