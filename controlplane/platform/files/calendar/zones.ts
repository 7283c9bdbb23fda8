import ICAL from 'ical.js'
import { zoneIdOf } from './zone-names.ts'

/** Where a wall clock hangs. Instants in ms since 1970 UTC. */
export type Zone = {
  instantOf(wall: Temporal.PlainDateTime): number
  wallOf(at: number): Temporal.PlainDateTime
  has(wall: Temporal.PlainDateTime): boolean
}
/** Undefined: nobody knows the name. */
export type Zones = (name: string) => Zone | undefined

/** A zone that the world knows goes before what the file (`defined`, the lines of each) says of it. */
export function zonesOf(defined: readonly string[][]): Zones {
  const said = Map.groupBy(new Map(defined.map(lines => [lines.join('\n'), lines])).values(), lines =>
    keyOf(saidOf(lines, 'TZID') ?? ''),
  )
  const known = new Map<string, Zone | undefined>()
  return name => {
    if (!known.has(name)) known.set(name, worldZone(name) ?? zoneOfFile(said.get(keyOf(name)) ?? []))
    return known.get(name)
  }
}

/** By any of its names. */
export function worldZone(name: string): Zone | undefined {
  const id = zoneIdOf(name)
  return id === undefined ? undefined : zoneById(id)
}

const byId = new Map<string, Zone>()

function zoneById(id: string): Zone {
  const made = byId.get(id) ?? {
    instantOf: wall => wall.toZonedDateTime(id).epochMilliseconds,
    wallOf: at => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(id).toPlainDateTime(),
    has: wall => wall.toZonedDateTime(id).toPlainDateTime().equals(wall),
  }
  byId.set(id, made)
  return made
}

const keyOf = (name: string) => name.replaceAll(/[\\"]/g, '').toLowerCase()
const saidOf = (lines: readonly string[], name: string) =>
  lines
    .find(line => line.toUpperCase().startsWith(`${name}:`))
    ?.slice(name.length + 1)
    .trim()

/** Of two that go by one name and say other things, nobody knows which is meant. */
function zoneOfFile([lines, ...others]: readonly string[][]): Zone | undefined {
  if (!lines || others.length > 0) return undefined
  const place = saidOf(lines, 'X-LIC-LOCATION') ?? saidOf(lines, 'TZID-ALIAS-OF')
  const known = place === undefined ? undefined : worldZone(place)
  return known ?? ruledZone(lines)
}

function ruledZone(lines: readonly string[]): Zone | undefined {
  try {
    const component = new ICAL.Component(ICAL.parse(lines.join('\r\n')))
    const zone = new ICAL.Timezone(component)
    if (!zone.tzid || component.getAllSubcomponents().length === 0) return undefined
    return {
      instantOf: ({ year, month, day, hour, minute, second }) =>
        new ICAL.Time({ year, month, day, hour, minute, second, isDate: false }, zone).toUnixTime() * 1000,
      wallOf(at) {
        const utc = ICAL.Time.fromJSDate(new Date(at), true)
        return Temporal.PlainDateTime.from(utc.convertToZone(zone).toString())
      },
      has: () => true,
    }
  } catch {
    // It is told with each event that names it.
    return undefined
  }
}
