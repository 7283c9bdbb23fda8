import { describe, expect, test } from 'vitest'
import {
  but,
  calendar,
  event,
  local,
  monday,
  mondays,
  once,
  readAll,
  readBytes,
  said,
  sayAll,
  told,
  zone,
} from '../../../../test/support/calendar-text.ts'

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

  test('times without a zone hang where the begin of their event does', () => {
    const begin = 'DTSTART;TZID=Europe/London:20261201T080000'
    const read = readAll(
      event('UID:a', begin, 'DTEND:20261201T085000', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE:20261202T080000'),
    )
    expect([said(read), told(read)]).toEqual([['1/12 09:00-09:50', '3/12 09:00-09:50'], []])
  })

  test.each([
    ['the end', ['DTSTART:20261201T080000Z', 'DTEND:20261201T095000'], 'DTEND'],
    ['the begin', ['DTSTART:20261201T080000', 'DTEND:20261201T085000Z'], 'DTEND'],
    ['what is added', ['DTSTART:20261201T080000Z', 'DURATION:PT50M', 'RDATE:20261203T090000'], 'RDATE'],
  ])('%s hangs on no clock and the rest does: what is meant nobody knows', (_what, lines, property) => {
    const read = readAll(event('UID:a', ...lines), monday('b'))
    expect([said(read), told(read)]).toEqual([mondays, [['', property, 'conflict', false]]])
  })

  test('a lesson that is changed by its day and by its time has two versions of one change', () => {
    const changes = [
      once('a', '20261209', local('RECURRENCE-ID', '20261207T090000'), 'SEQUENCE:1'),
      once('a', '20261208', 'RECURRENCE-ID;VALUE=DATE:20261207', 'SEQUENCE:2'),
    ]
    for (const order of [changes, changes.toReversed()])
      expect(sayAll(monday('a'), ...order)).toEqual([mondays[0], '8/12 13:00-13:50', ...mondays.slice(2)])
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

describe('of versions of one event the newest holds', () => {
  const newer = (uid: string, ...more: string[]) => once(uid, '20261203', ...more)
  test.each([
    ['the higher sequence', ['SEQUENCE:2'], ['SEQUENCE:10'], 1],
    ['the later stamp of two without a sequence', [], ['DTSTAMP:20261102T080000Z'], 1],
    ['the later stamp, however it is written', [], ['DTSTAMP:2026-11-02T08:00:00Z'], 1],
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

  test.each([
    ['before its events', 'VERSION:2.0', 'VERSION:2.0\r\nMETHOD:CANCEL'],
    ['behind them', 'END:VCALENDAR', 'METHOD:CANCEL\r\nEND:VCALENDAR'],
  ])('a calendar that only takes back takes back, when it says so %s', (_what, line, lines) => {
    const text = calendar(monday('a', 'SEQUENCE:1')).replace(line, lines)
    expect(said(readBytes(Buffer.from(calendar(monday('a')) + text)))).toEqual([])
  })

  test('what somebody only proposes is told, and what is in force stands', () => {
    const text = calendar(once('a', '20261203', 'SEQUENCE:5')).replace('VERSION:2.0', 'METHOD:COUNTER')
    const read = readBytes(Buffer.from(calendar(monday('a')) + text))
    expect([said(read), told(read)]).toEqual([mondays, [['Les van a', 'METHOD', 'conflict', false]]])
  })

  test('what is taken back by a copy that is no newer is told, in any order', () => {
    const taken = calendar(monday('a')).replace('VERSION:2.0', 'METHOD:CANCEL')
    for (const text of [calendar(monday('a')) + taken, taken + calendar(monday('a'))]) {
      const read = readBytes(Buffer.from(text))
      expect([said(read), told(read).map(([, , wrong]) => wrong)]).toEqual([[], ['twice', 'twice']])
    }
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
    expect(sayAll(monday('a'), monday('a', 'LOCATION:Lokaal 3'))).toEqual(mondays)
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

describe('what an event says against itself is told, and it is read', () => {
  const doubt = (...lines: string[]) => told(readAll(event('UID:a', 'SUMMARY:Koor', ...lines)))
  test.each([
    ['a begin that its rule does not have', 'RRULE:FREQ=WEEKLY;BYDAY=MO,WE', 'RRULE'],
    ['a rule that ends before the begin', 'RRULE:FREQ=WEEKLY;UNTIL=20261101', 'RRULE'],
    ['a midnight that is left out, in UTC', 'RRULE:FREQ=DAILY\r\nEXDATE:20261202T230000Z', 'EXDATE'],
  ])('%s', (_what, lines, property) => {
    expect(doubt(local('DTSTART', '20261201T090000'), 'DURATION:PT50M', ...lines.split('\r\n'))).toEqual([
      ['Koor', property, 'conflict', true],
    ])
  })

  test('times that hang nowhere in a calendar of another zone', () => {
    const text = calendar(once('a', '20261201'), event('UID:b', 'DTSTART:20261201T090000', 'DURATION:PT50M'))
    const of = (name: string) => Buffer.from(text.replace('VERSION:2.0', `X-WR-TIMEZONE:${name}`))
    expect(told(readBytes(of('Europe/London')))).toEqual([['', 'X-WR-TIMEZONE', 'conflict', true]])
    expect(told(readBytes(of('Europe/Paris')))).toEqual([])
  })
})

test('lines without moments, and blanks between the parts of a rule, keep no event from being read', () => {
  const rule = 'RRULE:FREQ=WEEKLY; BYDAY=MO;RSCALE=GREGORIAN'
  const lines = monday('a', 'EXDATE:', 'RDATE;VALUE=DATE:')
  const read = readAll(lines.map(line => (line.startsWith('RRULE') ? rule : line)))
  expect([said(read), told(read)]).toEqual([mondays, []])
})

test('what stands beside the hours of an event may be anything', () => {
  const beside = [
    ...['PRIORITY:5', 'LOCATION:205', 'PERCENT-COMPLETE:0', 'CATEGORIES:3', 'COMMENT:CANCELLED'],
    ...['DESCRIPTION:DTSTART: zie 20261207T090000', 'RESOURCES:20261201', 'RELATED-TO:20261201T090000'],
  ]
  const named = ['P1 wiskunde', '2026', 'FREQ=WEEKLY'].map(name =>
    once(name, '20261201', ...beside).map(line => (line.startsWith('SUMMARY') ? `SUMMARY:${name}` : line)),
  )
  expect(told(readAll(...named))).toEqual([])
})
