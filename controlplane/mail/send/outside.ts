import { readFile } from 'node:fs/promises'
import { createTransport } from 'nodemailer'
import type { MailFailure, MailSettings, Recipient } from '../rules.ts'
import type { WrittenMail } from '../words/rules.ts'

const answerMsMax = 10_000
const silenceMsMax = 30_000

export type Send = (mail: WrittenMail & { id: string; to: Recipient }) => Promise<MailFailure | undefined>

/**
 * Hands mails to the server of the settings. What comes back says why it did not take one; undefined: it took it. To, from
 * and subject go as fields, so that nothing in them becomes a header or a second address.
 * @throws Error when the file of the authority cannot be read
 */
export async function openMailServer(settings: MailSettings): Promise<Send> {
  const { host, port, security, user, password, caFile, from } = settings
  const ca = caFile === undefined ? undefined : await readFile(caFile, 'utf8')
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'plain',
    tls: { minVersion: 'TLSv1.2', ...(ca !== undefined && { ca }) },
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
    connectionTimeout: answerMsMax,
    greetingTimeout: answerMsMax,
    dnsTimeout: answerMsMax,
    socketTimeout: silenceMsMax,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = from.address.slice(from.address.indexOf('@') + 1)
  const asField = ({ address, name = '' }: Recipient) => ({ address, name })

  return async ({ id, to, subject, text }) => {
    try {
      await transport.sendMail({
        from: asField(from),
        to: [asField(to)],
        subject,
        text,
        // The same when it is sent again, so that a mailbox can tell.
        messageId: `<${id}@${domain}>`,
        headers: { 'auto-submitted': 'auto-generated', 'x-auto-response-suppress': 'All' },
      })
      return undefined
    } catch (failure) {
      return asMailFailure(failure as Failure)
    }
  }
}

type Failure = Error & { code?: string; responseCode?: number }

/** Of a certificate nodemailer hands on the words alone, under the code of any socket that fails. */
function asMailFailure({ code = '', responseCode = 0, message }: Failure): MailFailure {
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'not_let_in'
  if (code === 'ETLS' || /certificate|altnames|self.signed|\bSSL\b|\bTLS\b/i.test(message)) return 'untrusted'
  if (responseCode >= 500) return 'refused'
  if (responseCode >= 400) return 'put_off'
  if (/^(ECONN|ETIMEDOUT|EDNS|ESOCKET|EPROTOCOL|ENOTFOUND|EHOST|ENET|EPIPE|EAI)/.test(code))
    return 'unreachable'
  return 'failed'
}
