import Type, { type Static } from 'typebox'
import { linkLanguages } from '../people/link/rules.ts'
import { type Contracts, closed, Done, Instant, orNull, Text, Uuid } from '../platform/http/api.ts'
import { mailFailures, mailTemplates } from './rules.ts'

/** A mail that did not leave: about what and why, not to whom. */
const UnsentMail = Type.Object(
  {
    id: Uuid,
    template: Type.Enum(mailTemplates),
    subject: orNull(Text),
    queuedAt: Instant,
    failedAt: orNull(Instant),
    tries: Type.Integer(),
    lastFailure: orNull(Type.Enum(mailFailures)),
  },
  closed,
)
export type UnsentMail = Static<typeof UnsentMail>

/** `hasServer`: mails can leave. `stuck`: waiting for more than five minutes. `failed`: given up, the newest first. */
export const MailsPage = Type.Object(
  {
    at: Instant,
    hasServer: Type.Boolean(),
    lastSentAt: orNull(Instant),
    stuck: Type.Array(UnsentMail),
    failed: Type.Array(UnsentMail),
  },
  closed,
)
export type MailsPage = Static<typeof MailsPage>

/** Why a mail is not queued. */
export const mailRefusals = {
  wrong_recipient: {
    status: 422,
    message: 'This is not one plain e-mail address.',
    expected: 'one address, and a name without signs of address lists',
  },
  too_many_mails: {
    status: 409,
    message: 'There were enough mails about this, or to this address, in the last hour.',
    expected: 'an hour of patience, or the phone',
  },
} as const

/** Mails that leave, and those that did not. */
export const mailApi = {
  'GET /api/mails': { policy: 'seeMails', answer: MailsPage },
  /** To the person who asks. */
  'POST /api/mails/test': {
    policy: 'seeMails',
    body: Type.Object({ language: Type.Enum(linkLanguages) }, closed),
    answer: Done,
    refusals: {
      ...mailRefusals,
      no_mail_server: {
        status: 409,
        message: 'No mail server is set.',
        expected: 'SETWACHT_SMTP_URL in the settings of the server',
      },
      no_own_address: {
        status: 409,
        message: 'No e-mail address of yours is known.',
        expected: 'an account of the identity provider with an e-mail address',
      },
    },
  },
} as const satisfies Contracts
