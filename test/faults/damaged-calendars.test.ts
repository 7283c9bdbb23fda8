import { describe, expect, inject, test } from 'vitest'
import {
  calendar,
  event,
  local,
  monday,
  mondays,
  once,
  readAll,
  readBytes,
  said,
  told,
} from '../support/calendar-text.ts'

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

  test.each([
    ['its end', ['END:VCALENDAR\r\n', '']],
    ['the end of the first of two', ['END:VCALENDAR', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR']],
  ])('a calendar without %s is read, and it is told that lessons may be missing', (_what, [from, to]) => {
    const read = readBytes(Buffer.from(plain.replace(from ?? '', to ?? '')))
    expect([said(read), told(read)]).toEqual([right, [['', null, 'cut', true]]])
  })

  test('what holds no calendar is refused', () => {
    expect(readBytes(Buffer.from('naam;klas\r\nx;y'))).toEqual({ ok: false, refusal: 'not_a_calendar' })
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
    ['the year nought', ['DTSTART:00000101T090000', 'DURATION:PT50M'], 'DTSTART', 'no_such_day'],
    [
      'a change of a lesson and all before it',
      [...whole, `RECURRENCE-ID;RANGE=THISANDPRIOR:20261201T080000Z`],
      'RECURRENCE-ID',
      'unreadable',
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
  /** In the short form every second place has one of them, the next place the next; the others with the other ends. */
  const all = Object.values(bytes)
  const isFull = inject('faults') === 'full'
  const bytesAt = (place: number) => (isFull ? all : [all[(place >> 1) % all.length]])
  const placesOf = (whole: Buffer, end: string) =>
    [...whole.keys()].filter(place => isFull || place % 2 === end.length % 2)

  test.each(['\r\n', '\n'])('no lesson is lost or moved without a word, where lines end in %j', end => {
    const whole = Buffer.from(text.replaceAll('\r\n', end))
    const right = said(readBytes(whole))
    for (const place of placesOf(whole, end))
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
