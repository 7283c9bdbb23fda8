import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { WorkOf } from '../../platform/work/live.ts'
import { findWaiting, type WaitingMail } from '../queries.ts'
import { isAlarm, isTriedAgain, type MailFailure, type MailSettings, triedUntil } from '../rules.ts'
import { writeMail } from '../words/rules.ts'
import { leadOf, recordFailure, recordSent, recordWithdrawn } from './actions.ts'
import { openMailServer, type Send } from './outside.ts'

/** A server that did not answer is left alone so long: many mails would wait for it one after another. */
const restMs = 1_000

type Parts = {
  console: Database
  personal: PersonalData
  /** Undefined: no server is set. */
  mail: MailSettings | undefined
  /** Where people find the console. */
  site(): string
  /** Whether what an alarm about this told is over, so that nobody need hear of it any more. */
  isOver(subject: string): Promise<boolean>
  now(): number
}

/** Sends mails, each until it left or a day has passed. */
export function mailWork(parts: Parts): WorkOf<'mail'> {
  const { console: sql, personal, mail, now } = parts
  let server: Promise<Send> | undefined
  let restsUntil = 0

  async function trySending(waiting: WaitingMail): Promise<MailFailure | undefined> {
    if (!mail) return 'no_server'
    if (now() < restsUntil) return 'unreachable'
    server ??= openMailServer(mail)
    const link = await leadOf(sql, waiting, { site: parts.site(), now: now() })
    const written = writeMail(waiting.content, waiting.language, { link, phone: mail.phone })
    const failure = await (await server)({ ...written, id: waiting.id, to: waiting.to })
    if (failure === 'unreachable') restsUntil = now() + restMs
    return failure
  }

  /** What is to be tried again; undefined: nothing. */
  async function send(id: string): Promise<MailFailure | undefined> {
    const waiting = await findWaiting(sql, personal, id)
    if (!waiting) return undefined
    const { content } = waiting
    if (isAlarm(content) && (await parts.isOver(content.subject))) {
      await recordWithdrawn(sql, id, now())
      return undefined
    }
    const failure = await trySending(waiting)
    if (failure === undefined) {
      await recordSent(sql, waiting, now())
      return undefined
    }
    const isOver = !isTriedAgain(failure) || now() >= triedUntil(waiting.queuedAt)
    await recordFailure(sql, id, { failure, isOver, now: now() })
    return isOver ? undefined : failure
  }

  return {
    async mail(ids) {
      const failures: MailFailure[] = []
      for (const id of ids) {
        const failure = await send(id)
        if (failure !== undefined) failures.push(failure)
      }
      if (failures.length > 0) throw new Error(`mails did not leave: ${[...new Set(failures)].join(', ')}`)
    },
  }
}
