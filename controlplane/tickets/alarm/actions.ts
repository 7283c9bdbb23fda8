import { queueMail } from '../../mail/queue/actions.ts'
import { findName } from '../../people/account/queries.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { queuePush } from '../../push/send/actions.ts'
import { recordEvent } from '../change/actions.ts'
import { findToTell, findUnclaimed, type Told, type Unclaimed } from './queries.ts'
import { type AlarmStep, alarmsDue } from './rules.ts'

type Parts = {
  /** As the role of the console. */
  sql: Database
  personal: PersonalData
  nudges: Pick<Nudges, 'tell'>
}

/** Tells who must know that nobody took what is urgent. Who takes it meanwhile ends that. `now`: ms since 1970 UTC. */
export async function raiseAlarms(parts: Parts, now: number): Promise<void> {
  const { sql, nudges } = parts
  const unclaimed = await findUnclaimed(sql)
  if (unclaimed.length === 0) return
  const people = await findToTell(sql, now)
  const isAnybodyOn = people.duty.length > 0
  for (const one of unclaimed) {
    for (const step of alarmsDue(one, { isAnybodyOn, now })) {
      const isTold = await sql.begin(tx =>
        tell(tx, parts, { one, step, people: people[step], waiting: unclaimed.length, now }),
      )
      if (isTold) nudges.tell({ ticket: [String(one.no)] })
    }
  }
}

type Telling = { one: Unclaimed; step: AlarmStep; people: readonly Told[]; waiting: number; now: number }

/** Whether it still is so, and nobody else told it at this moment. */
async function tell(
  tx: Transaction,
  { sql, personal }: Parts,
  { one, step, people, waiting, now }: Telling,
): Promise<boolean> {
  const [held] = await tx<{ id: string }[]>`
    select id from tickets where id = ${one.id} and state = 'new' and priority = 1 for no key update`
  if (!held) return false
  const [first] = await tx`
    insert into ticket_alarms (ticket_id, step, since_at, told_at)
    values (${one.id}, ${step}, ${one.since}::timestamptz, ${now}::timestamptz)
    on conflict do nothing returning step`
  if (!first) return false
  let mails = 0
  let pushes = 0
  for (const { account, language } of people) {
    if (await queuePush(tx, { account, kind: 'p1', params: { waiting } }, now)) pushes += 1
    const email = (await findName(sql, personal, account))?.email ?? null
    if (email === null) continue
    const content = { template: `${step}_p1`, subject: `ticket:${one.no}`, params: { waiting } } as const
    const mail = { ...content, to: { address: email }, language } as const
    if ((await queueMail(tx, { personal }, mail, now)).ok) mails += 1
  }
  const detail = { step, people: people.length, mails, pushes }
  await recordEvent(tx, { id: one.id, state: 'new' }, { kind: 'alarmed', detail, actor: null, now })
  return true
}
