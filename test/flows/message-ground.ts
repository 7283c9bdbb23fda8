import { decodeJwt } from 'jose'
import { type Sending, sendMessage, withdrawMessage } from '../../controlplane/messages/actions.ts'
import { findMessagesOf } from '../../controlplane/messages/queries.ts'
import { openPersonalKeys } from '../../controlplane/platform/keys/personal-data.ts'
import { openDatabase } from '../../controlplane/platform/postgres/database.ts'
import type { MessageBody, SaidBody } from '../../protocol/message.ts'
import { parseDownTopic } from '../../protocol/topics.ts'
import { holdClock } from '../support/clock.ts'
import { startControlPlane } from '../support/control-plane.ts'
import { connectHandSet, type HandSet } from '../support/hand-set.ts'
import { type RegisteredPair, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

export const minuteMs = 60_000
export const dayMs = 86_400_000
export const account = '01980000-0000-7000-8000-0000000000aa'

/** What a set was told, as it was signed. */
type Told = { device: string; exp: number; body: MessageBody }
/** As a set that has run for twenty days says it, so long before now. */
export const ago = (ms: number) => ({ up: Math.round(performance.now()) + 20 * dayMs - ms })

export type MessageGround = Awaited<ReturnType<typeof openMessageGround>>
export type MessageSet = Awaited<ReturnType<MessageGround['nextSet']>>

/** A control plane with a held clock and pairs of sets; messages are sent as a feature above does, by the console's role. */
export async function openMessageGround(pairCount: number) {
  const plane = await startControlPlane({ clock: holdClock() })
  const console = openDatabase(plane.databaseUrl, { max: 2, role: 'setwacht_console' })
  const personal = await openPersonalKeys(plane.dataDir, plane.clock.now())
  // Now: a clock that moves ends the sign-in.
  const pairs = await registerPairs(plane.admin, pairCount)
  const queued: string[] = []
  await plane.sql.listen('setwacht_work', kind => queued.push(kind))

  function sendTo(set: string, over: Partial<Sending>) {
    const now = plane.clock.now()
    const says = { sentence: 'try_plug' } as const
    const sending = { set, says, until: now + 30 * minuteMs, by: account, ...over }
    return console.begin(tx => sendMessage(tx, personal, sending, now))
  }
  const known = async (set: string, id: string) =>
    (await findMessagesOf({ sql: console, personal }, { set })).find(one => one.id === id)!

  return {
    plane,
    console,
    personal,
    /** How often it was said that somebody saw or answered a message. */
    followed: () => queued.filter(kind => kind === 'message_answered').length,
    workDone: () => until('the work', async () => (await plane.sql`select from work`).length === 0),
    withdraw: (id: string) => console.begin(tx => withdrawMessage(tx, id, plane.clock.now())),
    /** The home set of a pair that no other test has, connected. */
    nextSet: () => playSet({ mqttPort: plane.mqttPort, pair: pairs.pop()!, sendTo, known }),
    async stop(): Promise<void> {
      await console.end()
      await plane.stop()
    },
  }
}

type Known = {
  mqttPort: number
  pair: RegisteredPair
  sendTo(set: string, over: Partial<Sending>): ReturnType<typeof sendMessage>
  known(set: string, id: string): Promise<Awaited<ReturnType<typeof findMessagesOf>>[number]>
}

async function playSet({ mqttPort, pair, sendTo, known }: Known) {
  const { deviceId, label } = pair.home
  let connection = 0
  let seq = 0
  let told: Told[] = []
  let set: HandSet

  async function come(): Promise<void> {
    connection += 1
    seq = 0
    const heard: Told[] = []
    told = heard
    set = await connectHandSet({ deviceId, mqttPort, connection, epoch: connection })
    set.client.on('message', (topic, payload) => {
      if (parseDownTopic(topic)?.kind === 'message')
        heard.push(decodeJwt(JSON.parse(payload.toString()).jws) as unknown as Told)
    })
    await set.hello({}, ago(0))
  }
  await come()

  return {
    pair,
    /** What it was told since it came last. */
    told: () => told,
    hears: (count: number) => until(`${count} messages`, () => told.length >= count),
    async comeAgain(): Promise<void> {
      await set.goodbye()
      await come()
    },
    async say(message: string, over: Partial<SaidBody> = {}, at = ago(0)): Promise<void> {
      seq += 1
      await set.send('said', seq, { message, shown: true, seen: false, answer: null, ...over }, at)
      await set.acknowledges(seq)
    },
    /** Sends a message to it; throws when that is refused. */
    async sent(over: Partial<Sending> = {}): Promise<string> {
      const answer = await sendTo(label, over)
      if (!answer.ok) throw new Error(answer.refusal)
      return answer.id
    },
    async refusal(over: Partial<Sending> = {}): Promise<string | undefined> {
      const answer = await sendTo(label, over)
      return answer.ok ? undefined : answer.refusal
    },
    known: (id: string) => known(label, id),
    goodbye: () => set.goodbye(),
  }
}
