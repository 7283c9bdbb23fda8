import { describe, expect, inject, test } from 'vitest'
import { type CalendarRead, readHere } from '../../controlplane/platform/files/calendar/file.ts'

const zone = 'Europe/Brussels'
const at = (text: string, of = zone) =>
  Temporal.PlainDateTime.from(text).toZonedDateTime(of).epochMilliseconds
const [from, until] = [at('2026-11-30T00:00'), at('2027-01-01T00:00')]
const readBytes = (bytes: Uint8Array) => readHere({ bytes, from, until, zone, endless: [] })

const event = (...lines: string[]) => ['BEGIN:VEVENT', 'DTSTAMP:20261101T080000Z', ...lines, 'END:VEVENT']
const calendar = (...events: string[][]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Ergens//NL', ...events.flat(), 'END:VCALENDAR', ''].join(
    '\r\n',
  )
const local = (name: 'DTSTART' | 'DTEND' | 'EXDATE' | 'RDATE' | 'RECURRENCE-ID', text: string) =>
  `${name};TZID=${zone}:${text}`
const monday = (uid: string, ...more: string[]) =>
  event(
    `UID:${uid}`,
    local('DTSTART', '20260907T090000'),
    local('DTEND', '20260907T095000'),
    'RRULE:FREQ=WEEKLY;BYDAY=MO',
    `SUMMARY:Les van ${uid}`,
    ...more,
  )
const once = (uid: string, day: string, ...more: string[]) =>
  event(
    `UID:${uid}`,
    local('DTSTART', `${day}T130000`),
    local('DTEND', `${day}T135000`),
    `SUMMARY:Les van ${uid}`,
    ...more,
  )

/** Days and hours as people say them: `30/11 9:00-9:50`. */
function said(read: CalendarRead): string[] {
  if (!read.ok) throw new Error(`the calendar was refused: ${read.refusal}`)
  const wall = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
  const clock = (ms: number) => wall(ms).toPlainTime().toString().slice(0, 5)
  return read.occurrences
    .toSorted((a, b) => a.from - b.from || a.until - b.until)
    .map(one => `${wall(one.from).day}/${wall(one.from).month} ${clock(one.from)}-${clock(one.until)}`)
}
const told = (read: CalendarRead) =>
  read.ok
    ? read.wrong.map(({ event: name, property, wrong, isRead }) => [name, property, wrong, isRead])
    : [read.refusal]
const sayAll = (...events: string[][]) => said(readBytes(Buffer.from(calendar(...events))))
const readAll = (...events: string[][]) => readBytes(Buffer.from(calendar(...events)))
const mondays = ['30/11', '7/12', '14/12', '21/12', '28/12'].map(day => `${day} 09:00-09:50`)
const but = (...days: string[]) => mondays.filter(each => !days.some(day => each.startsWith(`${day} `)))

describe('whatever stands around the events', () => {
  const plain = calendar(monday('a'), once('b', '20261201', 'LOCATION:Liège'))
  const right = [mondays[0], '1/12 13:00-13:50', ...mondays.slice(1)]
  const other = plain
    .replaceAll('UID:b', 'UID:c')
    .replaceAll('20261201T', '20261202T')
    .replace('UID:a', 'UID:d')
  test.each([
    ['a mark before it', Buffer.from(`\uFEFF${plain}`)],
    ['UTF-16', Buffer.from(`\uFEFF${plain}`, 'utf16le')],
    ['UTF-16 the other way round, without a mark', Buffer.from(plain, 'utf16le').swap16()],
    ['Windows-1252', Buffer.from(plain, 'latin1')],
    ['LF at the ends of lines', Buffer.from(plain.replaceAll('\r\n', '\n'))],
    ['CR at the ends of lines', Buffer.from(plain.replaceAll('\r\n', '\r'))],
    ['both in turn', Buffer.from(plain.replace('\r\n', '\n').replace('VERSION:2.0\r\n', 'VERSION:2.0\r'))],
    ['empty lines between', Buffer.from(plain.replaceAll('\r\n', '\r\n\r\n'))],
    ['a page behind it', Buffer.from(`${plain}<!doctype html><html><body>Klik hier: x</body></html>`)],
    ['words before it', Buffer.from(`Content-Type: text/calendar\r\n\r\n${plain}`)],
    [
      'a part that nobody closed',
      Buffer.from(plain.replace('BEGIN:VEVENT', 'BEGIN:VTODO\r\nSUMMARY:x\r\nBEGIN:VEVENT')),
    ],
    [
      'lines that are no lines',
      Buffer.from(plain.replaceAll('LOCATION:', 'zomaar tekst\r\nX-ONZIN\r\nATTENDEE;=:x\r\nLOCATION:')),
    ],
    [
      'alarms in events',
      Buffer.from(
        plain.replaceAll(
          'END:VEVENT',
          'BEGIN:VALARM\r\nTRIGGER:kapot\r\nDURATION:P1\r\nEND:VALARM\r\nEND:VEVENT',
        ),
      ),
    ],
    [
      'long lines, folded',
      Buffer.from(
        plain.replaceAll('RRULE:FREQ=WE', 'RRULE:FREQ=WE\r\n ').replaceAll('SUMMARY', 'SUM\r\n\tMARY'),
      ),
    ],
    ['small letters', Buffer.from(plain.replaceAll(/^[^:]*:/gm, name => name.toLowerCase()))],
  ])('%s keeps nothing from being read', (_what, bytes) => {
    const read = readBytes(bytes)
    expect(said(read)).toEqual(right)
    expect(told(read)).toEqual([])
  })

  test('several calendars in one file are all read', () => {
    const doubled = [...right, ...mondays, '2/12 13:00-13:50']
    expect(said(readBytes(Buffer.from(plain + other))).sort()).toEqual(doubled.sort())
  })

  test('what holds no calendar is refused', () => {
    expect(readBytes(Buffer.from('naam;klas\r\nx;y'))).toEqual({ ok: false, refusal: 'not_a_calendar' })
  })
})

describe('one instant is one, however it is written', () => {
  test.each([
    ['left out in UTC', ['EXDATE:20261207T080000Z'], but('7/12')],
    ['left out in another zone', ['EXDATE;TZID=Europe/London:20261207T080000'], but('7/12')],
    ['left out as a day', ['EXDATE:20261207'], but('7/12')],
    ['left out as a day that says it is one', ['EXDATE;VALUE=DATE:20261207,20261214'], but('7/12', '14/12')],
    ['left out without a zone', ['EXDATE:20261207T090000'], but('7/12')],
    [
      'several on a line and on several lines',
      ['EXDATE:20261207T080000Z,20261214', local('EXDATE', '20261228T090000')],
      but('7/12', '14/12', '28/12'),
    ],
    [
      'left out by a rule',
      ['EXRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO'],
      ['7/12 09:00-09:50', '21/12 09:00-09:50'],
    ],
    ['added in UTC', ['RDATE:20261202T080000Z'], [mondays[0], '2/12 09:00-09:50', ...mondays.slice(1)]],
    ['added as a day', ['RDATE;VALUE=DATE:20261202'], [mondays[0], '2/12 09:00-09:50', ...mondays.slice(1)]],
    [
      'added with its own end',
      ['RDATE;VALUE=PERIOD:20261202T080000Z/PT2H'],
      [mondays[0], '2/12 09:00-11:00', ...mondays.slice(1)],
    ],
    ['added where it is already', ['RDATE:20261207T080000Z'], mondays],
  ])('%s', (_what, more, right) => {
    const read = readAll(monday('a', ...more))
    expect(said(read)).toEqual(right)
    expect(told(read)).toEqual([])
  })

  test.each([
    ['in UTC', 'UNTIL=20261214T080000Z', mondays.slice(0, 3)],
    ['a second too early', 'UNTIL=20261214T075959Z', mondays.slice(0, 2)],
    ['as a day', 'UNTIL=20261214', mondays.slice(0, 3)],
    ['without a zone', 'UNTIL=20261214T090000', mondays.slice(0, 3)],
    ['by a count that began in autumn', 'COUNT=14', mondays.slice(0, 2)],
  ])('the last of a series %s', (_what, end, right) => {
    const lines = monday('a').map(line => (line.startsWith('RRULE') ? `${line};${end}` : line))
    expect(sayAll(lines)).toEqual(right)
  })

  test.each([
    ['by its time', local('RECURRENCE-ID', '20261207T090000')],
    ['in UTC', 'RECURRENCE-ID:20261207T080000Z'],
    ['as a day', 'RECURRENCE-ID;VALUE=DATE:20261207'],
  ])('a change that names its lesson %s', (_what, id) => {
    expect(sayAll(monday('a'), once('a', '20261208', id))).toEqual([
      ...[mondays[0], '8/12 13:00-13:50', ...mondays.slice(2)],
    ])
    expect(sayAll(monday('a'), once('a', '20261207', id, 'STATUS:CANCELLED'))).toEqual(but('7/12'))
  })

  test('a change of a lesson and all that come after it', () => {
    const read = sayAll(
      monday('a'),
      once('a', '20261214', `RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=${zone}:20261214T090000`),
    )
    expect(read).toEqual([
      ...mondays.slice(0, 2),
      ...['14/12', '21/12', '28/12'].map(day => `${day} 13:00-13:50`),
    ])
  })
})

describe('zones', () => {
  /** Nine o'clock there, as it is in Brussels on the first of December. */
  test.each([
    ...[
      ['UTC', '10:00'],
      ['Etc/UTC', '10:00'],
      ['Z', '10:00'],
      ['Zulu', '10:00'],
      ['GMT', '10:00'],
      ['UTC+1', '09:00'],
    ],
    ...[
      ['GMT+0200', '08:00'],
      ['"+01:00"', '09:00'],
      ['"tzone://Microsoft/Utc"', '10:00'],
      ['europe/brussels', '09:00'],
    ],
    ...[
      ['GMT Standard Time', '10:00'],
      ['Romance Standard Time', '09:00'],
      ['W. Europe Standard Time', '09:00'],
    ],
    ...[
      ['Central Europe Standard Time', '09:00'],
      ['Eastern Standard Time', '15:00'],
      ['Tokyo Standard Time', '01:00'],
    ],
    ...[
      ['US/Eastern', '15:00'],
      ['Asia/Calcutta', '04:30'],
      ['Europe/Kiev', '08:00'],
      ['EST5EDT', '15:00'],
      ['GB', '10:00'],
    ],
    ...[
      ['CET', '09:00'],
      ['"Europe/Brussels"', '09:00'],
      ['/mozilla.org/20050126_1/Europe/Brussels', '09:00'],
    ],
    ...[
      ['/freeassociation.sourceforge.net/America/Argentina/Salta', '13:00'],
      ['Etc/GMT-3', '07:00'],
    ],
  ])('%s is known', (name, hour) => {
    const lines = ['UID:a', `DTSTART;TZID=${name}:20261201T090000`, 'DURATION:PT50M']
    const read = readAll(event(...lines))
    expect(told(read)).toEqual([])
    expect(said(read)[0]?.slice(5, 10)).toBe(hour)
  })

  const standard = (name: string, rule: string) => [
    ...['BEGIN:VTIMEZONE', `TZID:${name}`, 'BEGIN:STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:+0300'],
    ...['TZOFFSETTO:+0300', rule, 'END:STANDARD', 'END:VTIMEZONE'],
  ]

  test('one that the file defines itself is known by what it says; one that nobody knows is told', () => {
    const own = event('UID:a', 'DTSTART;TZID=Onze tijd:20261201T090000', 'DURATION:PT50M')
    expect(sayAll(standard('Onze tijd', 'TZNAME:X'), own)).toEqual(['1/12 07:00-07:50'])
    const read = readAll(standard('Elders', 'TZNAME:X'), own, monday('b'))
    expect(said(read)).toEqual(mondays)
    expect(told(read)).toEqual([['', 'DTSTART', 'unknown_zone', false]])
  })

  test('what a file says of a zone that the world knows does not count', () => {
    expect(sayAll(standard(zone, 'TZNAME:X'), monday('a'))).toEqual(mondays)
  })
})

describe('of versions of one event the newest holds', () => {
  const newer = (uid: string, ...more: string[]) => once(uid, '20261203', ...more)
  test.each([
    ['the higher sequence', ['SEQUENCE:2'], ['SEQUENCE:10'], 1],
    ['the later stamp of two without a sequence', [], ['DTSTAMP:20261102T080000Z'], 1],
    ['the later change', ['LAST-MODIFIED:20261001T080000Z'], ['LAST-MODIFIED:20261002T080000Z'], 1],
  ])('%s', (_what, first, second, older) => {
    const stamped = (lines: string[]) =>
      second.some(line => line.startsWith('DTSTAMP')) && lines.includes(second[0] ?? '')
        ? lines.filter(line => line !== 'DTSTAMP:20261101T080000Z')
        : lines
    for (const events of [
      [monday('a', ...first), stamped(newer('a', ...second))],
      [stamped(newer('a', ...second)), monday('a', ...first)],
    ]) {
      const read = readAll(...events)
      expect(said(read)).toEqual(['3/12 13:00-13:50'])
      expect(read).toMatchObject({ older, wrong: [] })
    }
  })

  test('a newer one that cancels takes all away, its changes too', () => {
    const change = once('a', '20261208', local('RECURRENCE-ID', '20261207T090000'))
    expect(sayAll(monday('a'), change, monday('a', 'SEQUENCE:1', 'STATUS:CANCELLED'))).toEqual([])
  })

  test('a calendar that only takes back takes back', () => {
    const text = calendar(monday('a', 'SEQUENCE:1')).replace('VERSION:2.0', 'VERSION:2.0\r\nMETHOD:CANCEL')
    expect(said(readBytes(Buffer.from(calendar(monday('a')) + text)))).toEqual([])
  })

  test('of a changed lesson the newest change holds', () => {
    const id = local('RECURRENCE-ID', '20261207T090000')
    const read = sayAll(
      monday('a'),
      once('a', '20261209', id, 'SEQUENCE:2'),
      once('a', '20261208', id, 'SEQUENCE:1'),
    )
    expect(read).toEqual([mondays[0], '9/12 13:00-13:50', ...mondays.slice(2)])
  })

  test('a change of a time that a newer version no longer has does not count', () => {
    const read = readAll(
      monday('a', 'SEQUENCE:3').map(line => line.replace('T090000', 'T100000').replace('T095000', 'T105000')),
      once('a', '20261208', local('RECURRENCE-ID', '20261207T090000'), 'SEQUENCE:1'),
    )
    expect(said(read)).toEqual(mondays.map(day => day.replace('09:00-09:50', '10:00-10:50')))
    expect(read).toMatchObject({ older: 1 })
  })

  test('a copy is no version, and two that nothing tells apart are both told', () => {
    expect(sayAll(monday('a'), monday('a'))).toEqual(mondays)
    const read = readAll(monday('a'), newer('a'), monday('b'))
    expect(said(read)).toEqual(mondays)
    expect(told(read)).toEqual([
      ['Les van a', 'UID', 'twice', false],
      ['Les van a', 'UID', 'twice', false],
    ])
  })

  test('events without a name of their own are not versions of each other', () => {
    const nameless = (lines: string[]) => lines.filter(line => !line.startsWith('UID'))
    expect(sayAll(nameless(monday('a')), nameless(once('b', '20261201')))).toHaveLength(6)
  })

  test('a change without its event is read for its own day, and told', () => {
    const read = readAll(monday('a'), once('x', '20261209', local('RECURRENCE-ID', '20261208T100000')))
    expect(said(read)).toEqual([...mondays.slice(0, 2), '9/12 13:00-13:50', ...mondays.slice(2)])
    expect(told(read)).toEqual([['Les van x', 'RECURRENCE-ID', 'change_alone', true]])
    expect(read.ok && read.occurrences.filter(({ alone }) => alone)).toHaveLength(1)
  })
})

describe('one bad event costs itself, by its name', () => {
  const bad = (...lines: string[]) => event('UID:x', 'SUMMARY:Zwemmen\\, groep 2', ...lines)
  const whole = [local('DTSTART', '20261201T150000'), local('DTEND', '20261201T155000')]
  test.each([
    [
      'the thirty-first of November',
      [local('DTSTART', '20261131T150000'), 'DURATION:PT50M'],
      'DTSTART',
      'no_such_day',
    ],
    [
      'the thirtieth of February',
      [local('DTSTART', '20270230T150000'), 'DURATION:PT50M'],
      'DTSTART',
      'no_such_day',
    ],
    [
      'the twenty-fifth hour',
      [local('DTSTART', '20261201T250000'), 'DURATION:PT50M'],
      'DTSTART',
      'no_such_day',
    ],
    [
      'an hour that the clock skips',
      [local('DTSTART', '20270328T023000'), 'DURATION:PT50M'],
      'DTSTART',
      'no_such_day',
    ],
    [
      'an end that is no day',
      [local('DTSTART', '20261130T150000'), local('DTEND', '20261131T155000')],
      'DTEND',
      'no_such_day',
    ],
    ['a last day that is none', [...whole, 'RRULE:FREQ=DAILY;UNTIL=20261131'], 'RRULE', 'no_such_day'],
    [
      'a day left out that is none',
      [...whole, 'RRULE:FREQ=DAILY', 'EXDATE:20261131'],
      'EXDATE',
      'no_such_day',
    ],
    ['a piece of a template', [...whole, 'EXDATE:2021<%= dag %>T1'], 'EXDATE', 'unreadable'],
    ['a rule of another making', [...whole, 'RRULE:W1 MO #0'], 'RRULE', 'unreadable'],
    ['a rule with an unknown part', [...whole, 'RRULE:FREQ=WEEKLY;BYDAG=MA'], 'RRULE', 'unreadable'],
    [
      'a rule that can never be met',
      [...whole, 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'],
      'RRULE',
      'no_such_day',
    ],
    [
      'a rule whose parts do not go together',
      [...whole, 'RRULE:FREQ=MONTHLY;BYDAY=6MO'],
      'RRULE',
      'unreadable',
    ],
    ['a rule for every second', [...whole, 'RRULE:FREQ=SECONDLY'], 'RRULE', 'too_many'],
    ['no begin', ['DURATION:PT50M'], 'DTSTART', 'missing'],
    ['neither end nor length', [whole[0] as string], 'DTEND', 'missing'],
    [
      'an end before the begin',
      [local('DTSTART', '20261201T150000'), local('DTEND', '20261201T145000')],
      'DTEND',
      'conflict',
    ],
    ['an end and a length', [...whole, 'DURATION:PT50M'], 'DURATION', 'conflict'],
    ['two begins', [...whole, local('DTSTART', '20261202T150000')], 'DTSTART', 'twice'],
    ['a length that is none', [whole[0] as string, 'DURATION:50 min'], 'DURATION', 'unreadable'],
  ])('%s', (_what, lines, property, wrong) => {
    const read = readAll(monday('a'), bad(...lines), once('b', '20261202'))
    expect(said(read)).toEqual([mondays[0], '2/12 13:00-13:50', ...mondays.slice(1)])
    expect(told(read)).toEqual([['Zwemmen, groep 2', property, wrong, false]])
  })

  test('a time that is left out of a day at another time is told, and the lesson stands', () => {
    const read = readAll(monday('a', 'EXDATE:20261207T000000'))
    expect([said(read), told(read)]).toEqual([mondays, [['Les van a', 'EXDATE', 'conflict', true]]])
  })
})

const bytes = {
  'a byte of no sign': 0xff,
  zero: 0,
  'a question mark': 0x3f,
  'a letter': 0x51,
  'a blank': 0x20,
  'an end of line': 0x0a,
  'a colon': 0x3a,
  'a semicolon': 0x3b,
  'a quote': 0x22,
  'a dash': 0x2d,
}

describe('one byte damaged at every place of a calendar', () => {
  const text = calendar(
    monday('a', 'EXDATE:20261214T080000Z', 'RDATE:20261209T080000Z'),
    once('a', '20261208', local('RECURRENCE-ID', '20261207T090000')),
    once('c', '20261203', 'STATUS:CANCELLED'),
    event('UID:d', 'DTSTART;VALUE=DATE:20261205', 'DTEND;VALUE=DATE:20261206'),
    monday('b', 'SEQUENCE:1'),
    event('UID:e', 'DTSTART;TZID=Tokyo Standard Time:20261204T180000', 'DURATION:PT50M'),
  )
  /** In the short form each place has one of them, the next place the next. */
  const all = Object.values(bytes)
  const bytesAt = (place: number) => (inject('faults') === 'full' ? all : [all[place % all.length]])

  test.each(['\r\n', '\n'])('no lesson is lost or moved without a word, where lines end in %j', end => {
    const whole = Buffer.from(text.replaceAll('\r\n', end))
    const right = said(readBytes(whole))
    for (const place of whole.keys())
      for (const byte of bytesAt(place)) {
        const damaged = Buffer.from(whole)
        damaged[place] = byte ?? 0
        const read = readBytes(damaged)
        if (!read.ok || read.wrong.length > 0) continue
        const around = damaged.toString('latin1').slice(Math.max(0, place - 20), place + 20)
        expect({ place, around, said: said(read) }).toEqual({ place, around, said: right })
      }
  })
})
