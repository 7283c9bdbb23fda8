import { expect, test } from 'vitest'
import { asDialled, dialled, phoneForms, whyWrongReach } from './rules.ts'

test.each([
  ['016 12 34 56', ['016123456', '3216123456', '003216123456']],
  ['+32 (0)470/11.22.33', ['0470112233', '32470112233', '0032470112233']],
  ['0032 470 11 22 33', ['0470112233', '32470112233', '0032470112233']],
  ['+31 20 123 45 67', ['31201234567']],
  ['112 0000', ['1120000']],
  ['+32 0470 11 22 33', ['0470112233', '32470112233', '0032470112233']],
])('%s is found in each way it may be dialled', (phone, forms) => {
  expect(phoneForms(phone)).toEqual(forms)
})

test('a telephone dials what rings, however the number is written', () => {
  const numbers = [
    ['016 12 34 56', '016123456'],
    ['+32 (0)16/12.34.56', '+3216123456'],
    ['+32 016 12 34 56', '+3216123456'],
    ['0032 (0)470 11 22 33', '0032470112233'],
    ['+31 20 123 45 67', '+31201234567'],
  ] as const
  expect(numbers.map(([phone]) => [phone, dialled(phone)])).toEqual(numbers)
})

test('a number is looked for as it is dialled here, however it is written', () => {
  for (const typed of ['0470112233', '0470/11.22.33', '+32 470 11 22 33', '+32 (0)470 112233', '32470112233'])
    expect(asDialled(typed).trim(), typed).toMatch(/^(0470112233|32470112233)$/)
  expect(asDialled('An 470 11 22 33')).toBe('An  0470112233 ')
  expect(asDialled('Leuven 3000')).toBe('Leuven 3000')
})

test.each([
  [{ name: 'An', phone: '016 12 34 56', email: 'an@school.be' }, []],
  [{ name: 'An', phone: null, email: null }, []],
  [{ name: null, phone: '016 12 34 56', email: null }, ['name missing']],
  [
    { name: 'x'.repeat(81), phone: 'bel', email: 'an' },
    ['name too_long', 'phone unreadable', 'email unreadable'],
  ],
  [{ name: 'An', phone: null, email: `${'x'.repeat(120)}@y.be` }, ['email too_long']],
])('%o', (reach, wrong) => {
  expect(whyWrongReach(reach).map(one => `${one.field} ${one.wrong}`)).toEqual(wrong)
})
