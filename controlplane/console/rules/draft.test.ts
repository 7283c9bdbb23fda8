import { expect, test } from 'vitest'
import { ruleNow } from '../../signals/settings/told-rules.ts'
import { editOf, fieldsOf, isSameEdit, noDraft, readField } from './draft.ts'

const now = (edit: Parameters<typeof ruleNow>[1] = {}) => ({
  ...ruleNow('battery', edit),
  replays: true,
  lastEdit: null,
})
const typed = (texts: Record<string, string>) => ({ ...noDraft, texts })

test('an edit holds what differs from how the rule is delivered, and no more', () => {
  expect(editOf(now(), noDraft)).toEqual({})
  const held = { holdSeconds: 60, priorities: { otherwise: 4 as const } }
  expect(editOf(now(held), noDraft)).toEqual(held)
  expect(editOf(now(held), typed({ hold: '0', belowPercent: '30' }))).toEqual({
    limits: { belowPercent: 30 },
    priorities: { otherwise: 4 },
  })
  expect(editOf(now(held), { ...noDraft, isOn: false, priorities: { otherwise: null } })).toEqual({
    on: false,
    holdSeconds: 60,
  })
})

test('what cannot be read or lies outside stays as it is, and says so', () => {
  const problemOf = (name: string, text: string) =>
    readField(fieldsOf(now()).find(field => field.name === name)!, typed({ [name]: text })).problem
  expect(problemOf('belowPercent', 'veel')).toBe('unread')
  expect(problemOf('belowPercent', '95')).toBe('outside')
  expect(problemOf('hold', '')).toBe('unread')
  expect(problemOf('clear', '')).toBe(undefined)
  expect(problemOf('clear', '2 uur')).toBe('outside')
  expect(editOf(now(), typed({ belowPercent: '95', clear: '2 min' }))).toEqual({ clearSeconds: 120 })
})

test('two edits that make the same are the same, in whatever order', () => {
  const one = { limits: { a: 1, b: 2 }, on: false }
  expect(isSameEdit(one, { on: false, limits: { b: 2, a: 1 } })).toBe(true)
  expect(isSameEdit(one, { limits: { a: 1, b: 2 } })).toBe(false)
  expect(isSameEdit({}, { limits: {}, priorities: {} })).toBe(true)
})
