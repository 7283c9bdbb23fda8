import { describe, expect, test } from 'vitest'
import { type MailContent, mailTemplates } from '../rules.ts'
import { writeMail } from './rules.ts'

const subject = 'ticket:M-2026-0031'
const contents: Record<(typeof mailTemplates)[number], MailContent> = {
  duty_p1: { template: 'duty_p1', subject, params: { waiting: 1 } },
  lead_p1: { template: 'lead_p1', subject, params: { waiting: 12 } },
  question: { template: 'question', subject, params: { audience: 'school', question: 'works_again' } },
  test: { template: 'test', params: {} },
}
const around = { link: 'https://setwacht.example.org/antwoord#abc', phone: '+32 15 00 00 00' }

describe.each(['nl', 'en'] as const)('in %s', language => {
  test.each(mailTemplates)('%s says a code and a link, and that answers are not read', template => {
    const mail = writeMail(contents[template], language, around)
    expect(mail.text).toContain(`\n\n${around.link}\n\n`)
    expect(mail.text).toMatch(/leest niemand|Nobody reads answers/)
    expect(mail.text).toContain(around.phone)
    if (template !== 'test') expect(mail.subject).toContain('M-2026-0031')
    expect(`${mail.subject}${mail.text}`).not.toMatch(/camera|beeld|geluid|picture|sound|works_again|school/i)
  })

  test.each(mailTemplates)('no sentence of %s is longer than twelve words', template => {
    const { subject: first, text } = writeMail(contents[template], language, { ...around, link: undefined })
    for (const sentence of [first, ...text.split(/[.:?] |\n+/)])
      expect(sentence.split(' ').length, sentence).toBeLessThanOrEqual(12)
  })
})

test('without a phone and a link nothing is promised', () => {
  const { text } = writeMail(contents.test, 'nl', { link: undefined, phone: undefined })
  expect(text).toBe(
    'Deze mail kwam aan. Meer hoef je niet te doen.\n\nAntwoorden op deze mail leest niemand.\n',
  )
})
