import { describe, expect, it } from 'vitest'
import { type Desk, judgeCallSeen, judgeSound } from './judging.ts'
import type { CallSeen, Told } from './words.ts'

const sound = (muted: boolean): Told['sound'] => ({
  ok: true,
  value: { in: { muted, volume_zero: false, model: null }, out: null },
})
const unread = { ok: false, reason: 'unsupported' } as const
const told = (app: CallSeen['app'], holds: boolean | null = false, muted = false): Desk => ({
  sound: sound(muted),
  call: { ok: true, value: { app, holds } },
})
const seen = (app: CallSeen['app'], holds: boolean | null) => ({ ok: true, value: { app, holds } })
const silent: Desk = undefined
const desks = (...all: Desk[]) => ({ ok: true, value: all }) as const
const why = (reason: string) => ({ ok: false, reason })

describe('the call application', () => {
  it.each([
    ['is stopped while nobody is signed in', desks(), seen('stopped', false)],
    ['is what the one who sits there says', desks(told('running', true)), seen('running', true)],
    ['is unknown while the desktop part is silent', desks(silent), why('no_answer')],
    ['runs when anybody runs it', desks(told('stopped'), told('running')), seen('running', false)],
    ['runs also when another one is silent', desks(silent, told('running', true)), seen('running', true)],
    ['is unknown when who is silent may run it', desks(told('stopped'), silent), why('no_answer')],
    [
      'holds when any of them does',
      desks(told('running', null), told('running', true)),
      seen('running', true),
    ],
    ['may hold when one cannot tell', desks(told('running'), told('running', null)), seen('running', null)],
    ['is unknown where it could not be looked for', desks({ sound: sound(false), call: unread }), unread],
    ['is not known before it was asked for', desks({ sound: sound(false), call: null }), why('absent')],
    ['is unknown where the system does not say who is signed in', unread, unread],
  ])('%s', (_case, all, expected) => {
    expect(judgeCallSeen(all)).toEqual(expected)
  })
})

describe('how sound is set', () => {
  it.each([
    ['is not known while nobody is signed in', desks(), why('absent')],
    ['is not known while the desktop part is silent', desks(silent), why('no_answer')],
    ['is what the one who sits there says', desks(told('stopped', false, true)), sound(true)],
    ['is that of who is in the call', desks(told('stopped'), told('running', true, true)), sound(true)],
    ['is unknown where there is no sound server', desks({ sound: unread, call: null }), unread],
  ])('%s', (_case, all, expected) => {
    expect(judgeSound(all)).toEqual(expected)
  })
})
