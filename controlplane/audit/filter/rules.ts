const zone = 'Europe/Brussels'
/** Nothing is older; PostgreSQL knows no year 0. */
const yearMin = 1900

/** What somebody looks for in a log. */
export type Asked = {
  /** The account whose rows alone may be seen; undefined: everybody's. */
  own: string | undefined
  actor: string | undefined
  /** Part of a subject or record. */
  q: string | undefined
  /** From `from` on, before `until`: ms since 1970 UTC. */
  from: number | undefined
  until: number | undefined
  /** Only rows before this number. */
  before: number | undefined
}

/** As the address of the page has it; days are days in Brussels, the last one counts. */
type Filters = { [Name in 'actor' | 'q' | 'from' | 'until' | 'before']?: string | undefined }
type Viewer = { reach: 'all' | 'own'; accountId: string }

/** What is asked, as far as the person may see; undefined: the calendar has no such day. */
export function askedOf({ actor, q, ...filters }: Filters, { reach, accountId }: Viewer): Asked | undefined {
  const [first, last] = [filters.from, filters.until].map(parseDay)
  if (first === null || last === null) return undefined
  return {
    own: reach === 'all' ? undefined : accountId,
    actor,
    q,
    from: first?.toZonedDateTime(zone).epochMilliseconds,
    until: last?.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds,
    before: filters.before === undefined ? undefined : Number(filters.before),
  }
}

/** `text`: year-month-day, in figures. Null: there is no such day. */
function parseDay(text: string | undefined): Temporal.PlainDate | undefined | null {
  if (text === undefined) return undefined
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  if (year < yearMin || month < 1 || day < 1) return null
  const date = Temporal.PlainDate.from({ year, month, day }, { overflow: 'constrain' })
  return date.toString() === text ? date : null
}
