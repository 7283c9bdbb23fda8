import { join } from 'node:path'
import type { Static } from 'typebox'
import type { AnswerBody } from '../../protocol/command.ts'
import type { Certificate } from '../../protocol/enrolment.ts'
import type { HelpStateBody } from '../../protocol/help.ts'
import type { Welcome } from '../../protocol/presence.ts'
import type { Checks } from '../checks/checks.ts'
import type { Clock } from '../clock.ts'
import type { Help } from '../help/help.ts'
import { HeldIdentity } from '../identity/held-identity.ts'
import type { Identity } from '../identity/identity.ts'
import type { Lessons } from '../lessons/lessons.ts'
import type { Renewal } from '../link/renewal.ts'
import { type Log, reasonOf } from '../log.ts'
import type { Messages } from '../messages/messages.ts'
import { Commands } from './commands.ts'
import { HandsDoor } from './hands-door.ts'
import type { RemoteActs } from './remote-acts.ts'
import type { ServerTime } from './server-time.ts'

/** What the control plane may say beside acknowledging. */
export type Orders = {
  ask: (jws: string) => Promise<AnswerBody | undefined>
  lessons: (jws: string) => Promise<void>
  message: (jws: string) => Promise<void>
  certificate: (certificate: Static<typeof Certificate>) => void
  /** how far a press for help has come; commands nothing and is not signed */
  helpState: (state: HelpStateBody) => void
  /** `renew` carries a request for a certificate over this connection */
  welcomed: (welcome: Welcome, renew: (csr: string) => void) => void
}

type OrdersParts = {
  identity: Identity
  /** the folder of this set */
  directory: string
  clock: Clock
  log: Log
  serverTime: ServerTime
  renewal: Renewal | undefined
  lessons: Lessons
  help: Pick<Help, 'hear'>
  messages: Pick<Messages, 'take'>
  /** the socket of the hands; left out: this set has none */
  handsDoor?: string
  acts: RemoteActs
  onWelcome?: (welcome: Welcome) => void
  checks: Pick<Checks, 'run'>
}

/** Messages that wait for the first welcome at most: all that one hello may lead to. */
const earlyMax = 40

/** A set without a certificate holds no command key either, and does nothing that it is told. */
export function ordersOf(parts: OrdersParts): Orders {
  const { identity, directory, clock, log, serverTime, renewal, lessons, help, messages, acts, checks } =
    parts
  const held = identity instanceof HeldIdentity ? identity : undefined
  const hands = parts.handsDoor === undefined ? undefined : new HandsDoor(parts.handsDoor, log)
  const commands = new Commands({
    deviceId: identity.deviceId,
    keys: () => held?.commandKeys ?? [],
    addKey: async key => held?.addCommandKey(key),
    check: async () => (await checks.run('asked')).isTold,
    takeLessons: body => lessons.take(body),
    takeMessage: body => messages.take(body),
    memoryFile: join(directory, 'commands.json'),
    serverNow: () => serverTime.now() ?? clock.now(),
    onSigned: at => serverTime.signed(at),
    onAct: (deed, came) => acts.note(deed, came),
    log,
  })
  commands.signedAt().then(
    at => serverTime.signed(at),
    error => log('error', 'the last signed time cannot be read', { why: reasonOf(error) }),
  )
  const early: string[] = []
  return {
    ask: jws => commands.ask(jws),
    lessons: jws => commands.lessons(jws),
    message: async jws => {
      // Before the first welcome the time is not known by which it is judged.
      if (serverTime.now() !== undefined) await commands.message(jws)
      else if (early.length < earlyMax) early.push(jws)
    },
    certificate: certificate => {
      renewal?.hear(certificate)
      if (renewal) acts.note('certificate', 'done')
    },
    helpState: state => help.hear(state),
    welcomed: (welcome, send) => {
      parts.onWelcome?.(welcome)
      for (const jws of early.splice(0)) void commands.message(jws)
      const { command_key: key } = welcome
      renewal?.welcomed(send)
      if (key === undefined || !held) return
      const heard = commands.hearKey(key)
      // They judge it themselves: they may have missed one that is held here.
      Promise.all([heard, hands?.passKey(key)]).catch(error =>
        log('error', 'no command key', { why: reasonOf(error) }),
      )
    },
  }
}
