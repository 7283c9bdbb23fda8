import windows from 'cldr-core/supplemental/windowsZones.json' with { type: 'json' }
import ICAL from 'ical.js'

/** Where a wall clock hangs. Instants in ms since 1970 UTC. */
export type Zone = {
  instantOf(wall: Temporal.PlainDateTime): number
  has(wall: Temporal.PlainDateTime): boolean
}
/** Undefined: nobody knows the name. */
export type Zones = (name: string) => Zone | undefined

/** The first zone of each name that Windows has, in the words of Unicode. */
const ofWindows = new Map(
  windows.supplemental.windowsZones.mapTimezones
    .filter(({ mapZone }) => mapZone._territory === '001')
    .map(({ mapZone }) => [mapZone._other.toLowerCase(), mapZone._type.split(' ')[0] ?? '']),
)

/** A zone that the world knows goes before what the file (`defined`, the lines of each) says of it. */
export function zonesOf(defined: readonly string[][]): Zones {
  const ofFile = new Map(defined.flatMap(lines => zoneOfFile(lines) ?? []))
  const known = new Map<string, Zone | undefined>()
  return name => {
    if (!known.has(name)) known.set(name, worldZone(name) ?? ofFile.get(name.toLowerCase()))
    return known.get(name)
  }
}

/** By its name in the world's list or an alias there, by that of Windows, as UTC+1, or behind the name of a program. */
export function worldZone(said: string): Zone | undefined {
  const name = said.replaceAll('\\', '').trim()
  const names = [name, ofWindows.get(name.toLowerCase()), offsetOf(name), ...lastParts(name)]
  const id = names.find(one => one !== undefined && isKnown(one))
  return id === undefined ? undefined : zoneById(id)
}

function isKnown(id: string): boolean {
  try {
    return id !== '' && Boolean(new Temporal.ZonedDateTime(0n, id))
  } catch {
    // Only by trying is it known which names there are: the list that can be asked for holds no aliases.
    return false
  }
}

function offsetOf(name: string): string | undefined {
  if (/^(?:z|utc|gmt|tzone:\/\/microsoft\/utc)$/i.test(name)) return 'UTC'
  const [, sign, hours, minutes = '00'] = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(name) ?? []
  return hours === undefined ? undefined : `${sign}${hours.padStart(2, '0')}:${minutes}`
}

/** `/mozilla.org/20050126_1/Europe/Brussels` */
function lastParts(name: string): string[] {
  const parts = name.split('/').filter(Boolean)
  return name.startsWith('/') ? [parts.slice(-3).join('/'), parts.slice(-2).join('/')] : []
}

function zoneById(id: string): Zone {
  return {
    instantOf: wall => wall.toZonedDateTime(id).epochMilliseconds,
    has: wall => wall.toZonedDateTime(id).toPlainDateTime().equals(wall),
  }
}

function zoneOfFile(lines: readonly string[]): [string, Zone][] | undefined {
  try {
    const component = new ICAL.Component(ICAL.parse(lines.join('\r\n')))
    const zone = new ICAL.Timezone(component)
    if (!zone.tzid || component.getAllSubcomponents().length === 0) return undefined
    const instantOf = ({ year, month, day, hour, minute, second }: Temporal.PlainDateTime) =>
      new ICAL.Time({ year, month, day, hour, minute, second, isDate: false }, zone).toUnixTime() * 1000
    return [[zone.tzid.toLowerCase(), { instantOf, has: () => true }]]
  } catch {
    // It is told with each event that names it.
    return undefined
  }
}
