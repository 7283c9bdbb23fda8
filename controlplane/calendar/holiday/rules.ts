import type { Day } from '../day/rules.ts'

/** Why a school is closed. */
export type HolidayName = 'autumn' | 'christmas' | 'carnival' | 'easter' | 'summer' | 'ascension'
/** What it is called in Flanders; names of days are not translated. */
export const holidayTitles: Record<HolidayName, string> = {
  autumn: 'Herfstvakantie',
  christmas: 'Kerstvakantie',
  carnival: 'Krokusvakantie',
  easter: 'Paasvakantie',
  ascension: 'Hemelvaart',
  summer: 'Zomervakantie',
}

/** Where the periods come from, as it is shown. */
export const holidaySource =
  'Besluit van de Vlaamse Regering van 31 augustus 2001 (organisatie van het schooljaar), art. 7; wettelijke feestdagen'

/** The school year in which a day lies: that of its September. */
export function schoolYearOf(day: Day): number {
  const year = Number(day.slice(0, 4))
  return day.slice(5) >= '09-01' ? year : year - 1
}

/** Both days included. */
export type Holiday = { name: HolidayName; from: Day; until: Day }

/**
 * The periods of one Flemish school year, 1 September to 31 August. `year`: that of its September; `easter`: Easter
 * Sunday of the year after. Source: Besluit van de Vlaamse Regering van 31 augustus 2001 houdende de organisatie van het
 * schooljaar in het secundair onderwijs, art. 7, and the decree of 17 April 1991 for primary schools, alike.
 */
export function holidaysByRule(year: number, easter: Day): Holiday[] {
  const sunday = Temporal.PlainDate.from(easter)
  const ascension = sunday.add({ days: 39 })
  return [
    { name: 'autumn', ...weeks(autumnStart(year), 1) },
    { name: 'christmas', ...weeks(christmasStart(year), 2) },
    { name: 'carnival', ...weeks(sunday.subtract({ days: 48 }), 1) },
    { name: 'easter', ...easterHoliday(sunday) },
    { name: 'ascension', from: ascension.toString(), until: ascension.add({ days: 1 }).toString() },
    { name: 'summer', from: `${year + 1}-07-01`, until: `${year + 1}-08-31` },
  ]
}

/** The Monday of the week of 1 November; when that is a Sunday, the day after it. */
function autumnStart(year: number): Temporal.PlainDate {
  const first = new Temporal.PlainDate(year, 11, 1)
  return first.dayOfWeek === 7 ? first.add({ days: 1 }) : mondayOf(first)
}

/** The Monday of the week of Christmas; when that is in a weekend, the Monday after it. */
function christmasStart(year: number): Temporal.PlainDate {
  const christmas = new Temporal.PlainDate(year, 12, 25)
  return christmas.dayOfWeek >= 6 ? mondayOf(christmas).add({ days: 7 }) : mondayOf(christmas)
}

/** Two weeks around Easter; when Easter is late, Easter Monday comes on top. */
function easterHoliday(sunday: Temporal.PlainDate): Pick<Holiday, 'from' | 'until'> {
  if (sunday.month === 3) return weeks(sunday.add({ days: 1 }), 2)
  const isLate = sunday.month === 4 && sunday.day > 15
  if (isLate)
    return { from: sunday.subtract({ days: 13 }).toString(), until: sunday.add({ days: 1 }).toString() }
  const first = new Temporal.PlainDate(sunday.year, 4, 1)
  return weeks(first.add({ days: (8 - first.dayOfWeek) % 7 }), 2)
}

function mondayOf(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.subtract({ days: date.dayOfWeek - 1 })
}

function weeks(from: Temporal.PlainDate, count: number): Pick<Holiday, 'from' | 'until'> {
  return { from: from.toString(), until: from.add({ days: count * 7 - 1 }).toString() }
}
