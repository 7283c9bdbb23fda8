import type { presenceStates } from '../../devices/rules.ts'
import { deviceWords } from '../../overview/list/rules.ts'
import type { SetSort, SetsQuery } from '../../overview/sets/api.ts'
import { setKinds } from '../../sets/rules.ts'
import { cameraStates } from '../../telemetry/camera/rules.ts'

/** Words each filter knows, in the order in which they are offered. */
export const filterWords = {
  presence: [
    'lost',
    'suspect',
    'degraded',
    'unheard',
    'off',
    'online',
  ] as const satisfies readonly (typeof presenceStates)[number][],
  kind: setKinds,
  camera: cameraStates,
  device: deviceWords,
  pair: ['yes', 'no'],
  simulated: ['yes', 'no'],
} as const
export type FilterName = keyof typeof filterWords
export type FilterWord<Name extends FilterName> = (typeof filterWords)[Name][number]
export const filterNames = Object.keys(filterWords) as FilterName[]

/** Filters whose words exclude each other: choosing both would choose everything. */
const isSingle: Record<FilterName, boolean> = {
  presence: false,
  kind: true,
  camera: false,
  device: false,
  pair: true,
  simulated: true,
}

export const sortable = [
  'label',
  'kind',
  'presence',
  'heard',
  'camera',
  'trajectory',
  'place',
] as const satisfies readonly SetSort[]

export type SetsAddress = Pick<SetsQuery, FilterName | 'q' | 'sort' | 'direction'>

/** What the address says, as far as it is known here; unknown words fall away. */
export function parseSetsAddress(search: { [Name in keyof SetsAddress]?: unknown }): SetsAddress {
  const { q } = search
  const presence = chosenWords(search.presence, 'presence').join(',')
  const camera = chosenWords(search.camera, 'camera').join(',')
  const device = chosenWords(search.device, 'device').join(',')
  const [kind] = chosenWords(search.kind, 'kind')
  const [pair] = chosenWords(search.pair, 'pair')
  const [simulated] = chosenWords(search.simulated, 'simulated')
  const sort = sortable.find(sort => sort === search.sort)
  return {
    ...(typeof q === 'string' && q !== '' && { q: q.slice(0, 100) }),
    ...(presence !== '' && { presence }),
    ...(kind && { kind }),
    ...(camera !== '' && { camera }),
    ...(device !== '' && { device }),
    ...(pair && { pair }),
    ...(simulated && { simulated }),
    ...(sort && { sort }),
    ...(search.direction === 'down' && { direction: 'down' as const }),
  }
}

export function chosenWords<Name extends FilterName>(value: unknown, name: Name): FilterWord<Name>[] {
  const named = typeof value === 'string' ? value.split(',') : []
  const known: readonly FilterWord<Name>[] = filterWords[name]
  return known.filter(word => named.includes(word))
}

/** The address after a word of a filter was switched; the order stays. */
export function withWord(address: SetsAddress, name: FilterName, word: string): SetsAddress {
  const chosen: string[] = chosenWords(address[name], name)
  const words = chosen.includes(word)
    ? chosen.filter(each => each !== word)
    : isSingle[name]
      ? [word]
      : [...chosen, word]
  return parseSetsAddress({ ...address, [name]: words.join(',') })
}

export function withoutFilters(address: SetsAddress): SetsAddress {
  return parseSetsAddress({ sort: address.sort, direction: address.direction })
}

export function hasFilters(address: SetsAddress): boolean {
  return address.q !== undefined || filterNames.some(name => address[name] !== undefined)
}
