import { linkHours } from '../../people/link/rules.ts'
import { codeOfSubject, type MailContent, type MailLanguage } from '../rules.ts'

/** `link`: where the mail leads; undefined: nowhere. `phone`: whom to call. */
type Around = { link: string | undefined; phone: string | undefined }
export type WrittenMail = { subject: string; text: string }

/** A mail in plain text. It names no child, class, school or symptom: a code and a link alone. */
export function writeMail(
  content: MailContent,
  language: MailLanguage,
  { link, phone }: Around,
): WrittenMail {
  const says = words[language]
  const { subject, lines } = says[content.template](content)
  const around = [...(link === undefined ? [] : [link]), says.notRead(phone)]
  return { subject, text: `${[...lines, ...around].join('\n\n')}\n` }
}

type Writes = (content: MailContent) => { subject: string; lines: string[] }
type Words = Record<MailContent['template'], Writes> & { notRead(phone: string | undefined): string }

const codeOf = ({ subject }: MailContent) => codeOfSubject(subject ?? '')
const waitingOf = ({ params }: MailContent) => ('waiting' in params ? params.waiting : 0)

const nl: Words = {
  duty_p1: content => ({
    subject: `${nlWaiting(waitingOf(content))} (${codeOf(content)})`,
    lines: [
      `${nlWaiting(waitingOf(content))}. Niemand nam deze melding al.`,
      `Melding ${codeOf(content)}. Neem ze in Setwacht:`,
    ],
  }),
  lead_p1: content => ({
    subject: `Nog niemand: ${nlWaiting(waitingOf(content))} (${codeOf(content)})`,
    lines: [
      `${nlWaiting(waitingOf(content))}. Wie dienst heeft, nam deze melding nog niet.`,
      `Melding ${codeOf(content)}. Bekijk ze in Setwacht:`,
    ],
  }),
  question: content => ({
    subject: `Eén vraag over ${codeOf(content)}`,
    lines: [
      `We hebben één vraag over ${codeOf(content)}.`,
      `Open de link en druk op je antwoord. De link werkt één keer, ${linkHours} uur lang:`,
    ],
  }),
  test: () => ({
    subject: 'Testmail van Setwacht',
    lines: ['Deze mail kwam aan. Meer hoef je niet te doen.'],
  }),
  notRead: phone =>
    `Antwoorden op deze mail leest niemand.${phone === undefined ? '' : ` Bel ons op ${phone}.`}`,
}

const en: Words = {
  duty_p1: content => ({
    subject: `${enWaiting(waitingOf(content))} (${codeOf(content)})`,
    lines: [
      `${enWaiting(waitingOf(content))}. Nobody took this ticket yet.`,
      `Ticket ${codeOf(content)}. Take it in Setwacht:`,
    ],
  }),
  lead_p1: content => ({
    subject: `Nobody yet: ${enWaiting(waitingOf(content))} (${codeOf(content)})`,
    lines: [
      `${enWaiting(waitingOf(content))}. Who is on duty did not take this ticket yet.`,
      `Ticket ${codeOf(content)}. Look at it in Setwacht:`,
    ],
  }),
  question: content => ({
    subject: `One question about ${codeOf(content)}`,
    lines: [
      `We have one question about ${codeOf(content)}.`,
      `Open the link and press your answer. The link works once, for ${linkHours} hours:`,
    ],
  }),
  test: () => ({
    subject: 'Test mail of Setwacht',
    lines: ['This mail arrived. There is nothing else to do.'],
  }),
  notRead: phone => `Nobody reads answers to this mail.${phone === undefined ? '' : ` Call us on ${phone}.`}`,
}

const words: Record<MailLanguage, Words> = { nl, en }

function nlWaiting(count: number): string {
  if (count < 1) return 'P1'
  return count === 1 ? 'P1, 1 kind wacht' : `P1, ${count} kinderen wachten`
}

function enWaiting(count: number): string {
  if (count < 1) return 'P1'
  return count === 1 ? 'P1, 1 child waits' : `P1, ${count} children wait`
}
