import { isIPv4 } from 'node:net'
import { isAbsolute } from 'node:path'
import { isRecipient, type MailSettings } from './mail/rules.ts'
import { StartRefused } from './platform/start-refused.ts'

type Environment = Record<string, string | undefined>

export const mailKeys = [
  'SETWACHT_SMTP_URL',
  'SETWACHT_SMTP_CA',
  'SETWACHT_MAIL_FROM',
  'SETWACHT_MAIL_NAME',
  'SETWACHT_MAIL_PHONE',
]

/** Undefined: no mail leaves. @throws StartRefused naming the key and what was expected */
export function readMail(environment: Environment): MailSettings | undefined {
  const value = environment.SETWACHT_SMTP_URL
  if (value === undefined) return refuseWithoutServer(environment)
  const caFile = readCaFile(environment.SETWACHT_SMTP_CA)
  return Object.freeze({
    ...readServer(value, caFile !== undefined),
    caFile,
    from: readFrom(environment),
    phone: readPhone(environment.SETWACHT_MAIL_PHONE),
  })
}

function refuseWithoutServer(environment: Environment): undefined {
  const alone = mailKeys.find(key => environment[key] !== undefined)
  if (alone === undefined) return undefined
  throw new StartRefused(`${alone} is set and SETWACHT_SMTP_URL is not. Expected both, or neither.`)
}

function readServer(value: string, hasCa: boolean) {
  const url = URL.parse(value)
  const isPlainPath = url !== null && ['', '/'].includes(url.pathname) && url.search === '' && url.hash === ''
  if (url === null || !isPlainPath || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') {
    throw new StartRefused(
      'SETWACHT_SMTP_URL cannot be read. Expected smtps://user:password@host:port, or smtp:// for a server that ' +
        'starts TLS later (it is not shown here, for it may hold a password).',
    )
  }
  const isTls = url.protocol === 'smtps:'
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const decoded = (text: string) => (text === '' ? undefined : decodeURIComponent(text))
  return {
    host,
    port: url.port === '' ? (isTls ? 465 : 587) : Number(url.port),
    security: securityOf(isTls, isThisMachine(host) && !hasCa),
    user: decoded(url.username),
    password: decoded(url.password),
  }
}

/** What does not leave this machine needs no TLS, unless an authority is named for it. */
function securityOf(isTls: boolean, mayBePlain: boolean): MailSettings['security'] {
  if (isTls) return 'tls'
  return mayBePlain ? 'plain' : 'starttls'
}

const isThisMachine = (host: string) =>
  host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))

function readCaFile(value: string | undefined): string | undefined {
  if (value === undefined || isAbsolute(value)) return value
  throw wrong('SETWACHT_SMTP_CA', value, "the full path of the authority of the server's certificate in PEM")
}

function readFrom(environment: Environment): MailSettings['from'] {
  const address = environment.SETWACHT_MAIL_FROM
  const name = environment.SETWACHT_MAIL_NAME ?? 'Setwacht'
  if (address === undefined)
    throw new StartRefused(
      'SETWACHT_SMTP_URL is set and SETWACHT_MAIL_FROM is not. Expected both, or neither.',
    )
  if (!isRecipient({ address }))
    throw wrong('SETWACHT_MAIL_FROM', address, 'one address, such as setwacht@example.org')
  if (!isRecipient({ address, name }))
    throw wrong('SETWACHT_MAIL_NAME', name, 'a name of letters, digits and blanks, such as Helpdesk')
  return { address, name }
}

function readPhone(value: string | undefined): string | undefined {
  if (value === undefined || /^\+?[0-9][0-9 ./-]{5,24}$/.test(value)) return value
  throw wrong('SETWACHT_MAIL_PHONE', value, 'a phone number, such as +32 15 00 00 00')
}

const wrong = (key: string, value: string, expected: string) =>
  new StartRefused(`${key} is "${value}". Expected ${expected}.`)
