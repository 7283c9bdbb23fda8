import windows from 'cldr-core/supplemental/windowsZones.json' with { type: 'json' }

/** The first zone of each name that Windows has, in the words of Unicode. */
const ofWindows = new Map(
  windows.supplemental.windowsZones.mapTimezones
    .filter(({ mapZone }) => mapZone._territory === '001')
    .map(({ mapZone }) => [mapZone._other.toLowerCase(), mapZone._type.split(' ')[0] ?? '']),
)

/**
 * What the world's list calls a zone that goes by this name: there or as an alias, by a name of Windows, as UTC+1, by
 * its places ("(UTC+01:00) Brussels, Paris"), or behind the name of a program.
 */
export function zoneIdOf(said: string): string | undefined {
  const name = said
    .replaceAll(/[\\"]/g, '')
    .replace(/^\/+|\/+$/g, whole => (whole.startsWith('/') ? '/' : ''))
    .trim()
  const bare = name.replace(/[ _]\d+$/, '')
  const names = [name, windowsZone(bare), offsetOf(name), bare, bare.replaceAll(' ', '_')]
  return [...names, ...lastParts(name)].find(one => one !== undefined && isKnown(one)) ?? zoneOfPlaces(name)
}

/** Programs write summer and winter in a name that Windows has once, and number copies of it. */
const windowsZone = (name: string) =>
  ofWindows.get(name.toLowerCase().replace(/ (?:daylight|summer) time$/, ' standard time'))

function isKnown(id: string): boolean {
  try {
    return id !== '' && Boolean(new Temporal.ZonedDateTime(0n, id))
  } catch {
    // Only by trying is it known which names there are: the list that can be asked for holds no aliases.
    return false
  }
}

function offsetOf(name: string): string | undefined {
  if (/^(?:z|utc|gmt|coordinated universal time|tzone:\/\/microsoft\/utc)$/i.test(name)) return 'UTC'
  const [, sign, hours, minutes = '00'] = /^(?:UTC|GMT)?([+-])(\d{1,2})(?:[:.]?(\d{2}))?$/i.exec(name) ?? []
  return hours === undefined ? undefined : `${sign}${hours.padStart(2, '0')}:${minutes}`
}

/** `/mozilla.org/20050126_1/Europe/Brussels` */
function lastParts(name: string): string[] {
  const parts = name.split('/').filter(Boolean)
  return name.startsWith('/') ? [parts.slice(-3).join('/'), parts.slice(-2).join('/')] : []
}

/** As lists of zones show them to people, in any language that leaves one of the places as it is. */
const shown = /^(?:\((?:UTC|GMT)\s*([+-]\s*\d{1,2}[:.]?\d{2})?\)\s*)?(.*)$/i

/** Undefined too where its places lie in zones that differ, or at another distance from UTC than it says. */
function zoneOfPlaces(name: string): string | undefined {
  const [, offset, words = ''] = shown.exec(name) ?? []
  const isUtc = /^\((?:UTC|GMT)\)/i.test(name)
  const said = offset === undefined ? (isUtc ? 0 : undefined) : minutesOf(offset)
  if (words === '') return offset === undefined ? undefined : offsetOf(offset.replaceAll(' ', ''))
  const named = offsetOf(words) ?? windowsZone(words.replace(/ time(?: \(.*\))?$/i, ' standard time'))
  const all = words.split(/[,:;]/).flatMap(place => byPlace(place) ?? [])
  const [first, ...others] = (named === undefined ? all : [named]).map(id => ({ id, rules: yearOf(id) }))
  if (!first || others.some(({ rules }) => rules !== first.rules)) return undefined
  return said === undefined || standardOf(first.id) === said ? first.id : undefined
}

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')

let places: ReadonlyMap<string, string> | undefined

function byPlace(place: string): string | undefined {
  places ??= new Map(Intl.supportedValuesOf('timeZone').map(id => [plain(id.split('/').at(-1) ?? ''), id]))
  return places.get(plain(place))
}

function minutesOf(offset: string): number {
  const [, sign, hours, minutes] = /([+-])\s*(\d{1,2})[:.]?(\d{2})/.exec(offset) ?? []
  return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
}

const offsetsOf = (id: string) =>
  [1, 7].map(month => {
    const moment = Temporal.PlainDateTime.from({ year: 2026, month, day: 1 }).toZonedDateTime(id)
    return moment.offsetNanoseconds / 60_000_000_000
  })
const yearOf = (id: string) => offsetsOf(id).join()
const standardOf = (id: string) => Math.min(...offsetsOf(id))
