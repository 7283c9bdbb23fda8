import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import type { MailSettings } from '../../controlplane/mail/rules.ts'
import { makeCertificate, readIssuer } from './certificates.ts'

/** A mail as it came: the envelope, and what was written in it, head and body, decoded. */
export type HeardMail = { from: string; to: string[]; head: string; body: string; isSecure: boolean }

/** A server for mails on loopback that keeps what it gets. */
export type MailServer = {
  settings: MailSettings
  /** The oldest first. */
  heard: HeardMail[]
  /** Refuses recipients with this code from now on; undefined: takes them. */
  refuses(code: number | undefined): void
  stop(): Promise<void>
}

type Start = {
  security?: MailSettings['security']
  /** Who must sign in, and how; left out: nobody. */
  user?: { name: string; password: string }
  /** Its certificate is of an authority that the settings do not name. */
  isRogue?: boolean
}

export async function startMailServer({ security = 'plain', user, isRogue = false }: Start = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'setwacht-mail-'))
  const named = await makeAuthority()
  const signing = isRogue ? await makeAuthority() : named
  const { cert, key } = await makeCertificate({
    name: 'localhost',
    issuer: signing.issuer,
    purpose: 'server',
  })
  const caFile = join(folder, 'ca.pem')
  await writeFile(caFile, named.cert)
  const heard: HeardMail[] = []
  let refusing: number | undefined
  const tls = security === 'plain' ? {} : { cert, key, secure: security === 'tls' }
  const server = openServer({ tls, user, heard, refusing: () => refusing })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const settings: MailSettings = {
    host: 'localhost',
    port: (server.server.address() as AddressInfo).port,
    security,
    user: user?.name,
    password: user?.password,
    caFile: security === 'plain' ? undefined : caFile,
    from: { address: 'setwacht@helpdesk.example', name: 'Setwacht' },
    phone: '+32 15 00 00 00',
  }
  return {
    settings,
    heard,
    refuses(code) {
      refusing = code
    },
    async stop() {
      await new Promise<void>(resolve => server.close(resolve))
      await rm(folder, { recursive: true, force: true })
    },
  } satisfies MailServer
}

type Opening = {
  /** Empty: none is spoken. */
  tls: { cert?: string; key?: string; secure?: boolean }
  user: Start['user']
  heard: HeardMail[]
  refusing(): number | undefined
}

function openServer({ tls, user, heard, refusing }: Opening): SMTPServer {
  const hasTls = tls.cert !== undefined
  const server = new SMTPServer({
    ...tls,
    authOptional: user === undefined,
    disabledCommands: [...(user === undefined ? ['AUTH'] : []), ...(hasTls ? [] : ['STARTTLS'])],
    onAuth: ({ username, password }, _session, done) => {
      const isRight = username === user?.name && password === user?.password
      done(isRight ? null : new Error('no'), isRight ? { user: 'us' } : undefined)
    },
    onRcptTo: (_address, _session, done) => {
      const responseCode = refusing()
      done(responseCode === undefined ? null : Object.assign(new Error('not here'), { responseCode }))
    },
    onData: (stream, { envelope, secure }, done) => {
      void text(stream).then(raw => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        const to = envelope.rcptTo.map(({ address }) => address)
        heard.push({ from, to, ...read(raw), isSecure: secure })
        done()
      })
    },
  })
  // Who gives up in the middle is what some tests are about.
  server.on('error', () => undefined)
  return server
}

async function makeAuthority() {
  const { cert, key } = await makeCertificate({
    name: 'Mail root',
    issuer: 'self',
    purpose: 'server',
    isAuthority: true,
  })
  return { cert, issuer: await readIssuer(cert, key) }
}

/** Head and body apart; quoted-printable is undone, as every mailbox does. */
function read(raw: string): { head: string; body: string } {
  const at = raw.indexOf('\r\n\r\n')
  const head = raw.slice(0, at)
  const coded = raw.slice(at + 4)
  if (!/quoted-printable/i.test(head)) return { head, body: coded }
  const bytes = coded
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return { head, body: Buffer.from(bytes, 'latin1').toString('utf8') }
}
