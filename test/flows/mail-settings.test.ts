import { expect, test } from 'vitest'
import { StartRefused } from '../../controlplane/platform/start-refused.ts'
import { readSettings } from '../../controlplane/settings.ts'

const right = {
  SETWACHT_SMTP_URL: 'smtps://setwacht:kept%20secret@mail.example.org',
  SETWACHT_MAIL_FROM: 'setwacht@example.org',
}

function refusalOf(environment: Record<string, string>): string {
  try {
    readSettings(environment)
  } catch (failure) {
    if (failure instanceof StartRefused) return failure.message
    throw failure
  }
  return 'it was not refused'
}

test.each([
  ['smtps://mail.example.org', { port: 465, security: 'tls' }],
  ['smtp://mail.example.org', { port: 587, security: 'starttls' }],
  ['smtp://mail.example.org:25', { port: 25, security: 'starttls' }],
  ['smtp://127.0.0.1.evil.example', { security: 'starttls' }],
  ['smtp://127.0.0.1:25', { host: '127.0.0.1', security: 'plain' }],
  ['smtp://[::1]:25', { host: '::1', security: 'plain' }],
  ['smtp://localhost', { security: 'plain' }],
])('%s is read', (SETWACHT_SMTP_URL, expected) => {
  expect(readSettings({ ...right, SETWACHT_SMTP_URL }).mail).toMatchObject(expected)
})

test('what is read is who we are there, and from whom mails are', () => {
  expect(readSettings(right).mail).toMatchObject({
    ...{ host: 'mail.example.org', user: 'setwacht', password: 'kept secret', phone: undefined },
    from: { address: 'setwacht@example.org', name: 'Setwacht' },
  })
  expect(readSettings({}).mail).toBeUndefined()
})

test('this machine is asked for TLS too when an authority is named for it', () => {
  const local = { ...right, SETWACHT_SMTP_URL: 'smtp://localhost', SETWACHT_SMTP_CA: '/etc/ca.pem' }
  expect(readSettings(local).mail).toMatchObject({ security: 'starttls', caFile: '/etc/ca.pem' })
})

test.each([
  [{ SETWACHT_SMTP_URL: 'mail.example.org' }, 'SETWACHT_SMTP_URL cannot be read. Expected smtps://'],
  [{ SETWACHT_SMTP_URL: 'https://mail.example.org' }, 'SETWACHT_SMTP_URL cannot be read'],
  [{ SETWACHT_SMTP_URL: 'smtps://mail.example.org/?tls=no' }, 'SETWACHT_SMTP_URL cannot be read'],
  [{ SETWACHT_SMTP_CA: 'ca.pem' }, 'SETWACHT_SMTP_CA is "ca.pem". Expected the full path'],
  [{ SETWACHT_MAIL_FROM: 'Setwacht <a@b.example>' }, 'SETWACHT_MAIL_FROM is "Setwacht <a@b.example>"'],
  [{ SETWACHT_MAIL_NAME: 'a@b.example' }, 'SETWACHT_MAIL_NAME is "a@b.example". Expected a name'],
  [{ SETWACHT_MAIL_PHONE: 'call us' }, 'SETWACHT_MAIL_PHONE is "call us". Expected a phone number'],
])('a wrong setting is named with what was expected: %j', (wrong, sentence) => {
  expect(refusalOf({ ...right, ...wrong })).toContain(sentence)
})

test('a wrong address of the server is not shown: it may hold a password', () => {
  expect(refusalOf({ ...right, SETWACHT_SMTP_URL: 'smtp:/user:hidden@host' })).not.toContain('hidden')
})

test.each(['SETWACHT_SMTP_CA', 'SETWACHT_MAIL_FROM', 'SETWACHT_MAIL_NAME', 'SETWACHT_MAIL_PHONE'])(
  '%s alone is refused: the server is missing',
  key => {
    expect(refusalOf({ [key]: '/x' })).toBe(
      `${key} is set and SETWACHT_SMTP_URL is not. Expected both, or neither.`,
    )
  },
)

test('the server alone is refused: from whom is missing', () => {
  expect(refusalOf({ SETWACHT_SMTP_URL: right.SETWACHT_SMTP_URL })).toContain('SETWACHT_MAIL_FROM is not')
})
