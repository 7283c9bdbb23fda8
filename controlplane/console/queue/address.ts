import type { TicketsQuery } from '../../tickets/api.ts'
import { ticketStates } from '../../tickets/rules.ts'
import { families, priorities } from '../../tickets/symptom/rules.ts'

/** Words each filter of the menu knows, in the order in which they are offered. */
export const filterWords = {
  priority: priorities.map(String),
  family: families,
  state: ticketStates,
} as const
export type FilterName = keyof typeof filterWords
export const filterNames = Object.keys(filterWords) as FilterName[]

/** What the queue shows, as it stands in the address. */
export type QueueAddress = Pick<TicketsQuery, 'q' | 'state' | 'owner' | 'priority' | 'family' | 'location'>

type Words = { [Name in keyof QueueAddress]?: unknown }

/** What the address says, as far as it is known here; unknown words fall away. */
export function parseQueueAddress(search: Words): QueueAddress {
  const { q, owner, location } = search
  const words = (name: FilterName) => chosenWords(search[name], name).join(',')
  const [state, priority, family] = [words('state'), words('priority'), words('family')]
  return {
    ...(typeof q === 'string' && q !== '' && { q: q.slice(0, 100) }),
    ...(state !== '' && { state }),
    ...((owner === 'me' || owner === 'none') && { owner }),
    ...(priority !== '' && { priority }),
    ...(family !== '' && { family }),
    ...(typeof location === 'string' && /^[A-Z0-9-]{2,32}$/.test(location) && { location }),
  }
}

export function chosenWords(value: unknown, name: FilterName): string[] {
  const named = typeof value === 'string' ? value.split(',') : []
  const known: readonly string[] = filterWords[name]
  return known.filter(word => named.includes(word))
}

/** The address with something else in it; undefined takes a word away. */
export function withWords(address: QueueAddress, change: Words): QueueAddress {
  return parseQueueAddress({ ...address, ...change })
}

/** The address after a word of a filter was switched. */
export function withWord(address: QueueAddress, name: FilterName, word: string): QueueAddress {
  const chosen = chosenWords(address[name], name)
  const words = chosen.includes(word) ? chosen.filter(each => each !== word) : [...chosen, word]
  return withWords(address, { [name]: words.join(',') })
}

export function hasFilters(address: QueueAddress): boolean {
  return Object.values(address).some(word => word !== undefined)
}
