import type { Packet } from 'mqtt-packet'
import { downwardKinds, type UpwardKind, upwardKinds } from '../../protocol/messages.ts'
import { downFilter, downTopic, upTopic } from '../../protocol/topics.ts'
import { reportBody } from '../support/hand-set.ts'

/**
 * One thing that a set with a valid certificate may not do: over its own connection, or in its CONNECT, which is
 * refused as a whole then. `me` is that set, `you` another.
 */
export type Variant = {
  name: string
  connect?: (me: string, you: string) => object
  packets?: (me: string, you: string) => Packet[]
}

/** Where a set may not publish, however it writes it. */
function foreignTopics(me: string, you: string): string[] {
  const up = (id: string, end = '/report') => `setwacht/v1/up/${id}${end}`
  return [
    ...upwardKinds.map(kind => upTopic(you, kind)),
    ...downwardKinds.flatMap(kind => [downTopic(you, kind), downTopic(me, kind)]),
    ...['', '/', '/report/', '/report/x', '/reports', '/REPORT', '/report '].map(end => up(me, end)),
    ...['/ report', '/__proto__', '/toString', '/constructor', '/report\u0000'].map(end => up(me, end)),
    ...['setwacht/v2', 'setwacht/v1/', '/setwacht/v1', 'SETWACHT/v1', 'setwacht//v1', 'v1', '$SYS', 'x'].map(
      root => `${root}/up/${me}/report`,
    ),
    ...[me.toUpperCase(), `${me}/../${you}`, `${you}/../${me}`, `${me},${you}`, `${me} `, ` ${me}`].map(id =>
      up(id),
    ),
    ...[me.slice(1), `${me}0`, '', '*', `./${you}`, `%2e%2e/${you}`, `${you}\u0000`, `${you}\u200b`].map(id =>
      up(id),
    ),
    ...['$SYS/broker', '$SYS/uptime', '$share/g', '$queue', '$dollar'].map(
      root => `${root}/${upTopic(you, 'report')}`,
    ),
    ...['#', '+', up('+'), 'setwacht/v1/down/+/ask', 'setwacht/v1/#', 'setwacht/v1/up/#'],
    ...[up('a/'.repeat(50), ''), 'a'.repeat(1000), 'é/ü/漢'],
  ]
}

/** What a set may not listen to. */
function foreignFilters(me: string, you: string): string[] {
  const levels = downTopic(you, 'ack').split('/')
  const choices = Array.from({ length: 2 ** levels.length - 1 }, (_, index) => index + 1)
  return [
    // The other set's acknowledgements, with each choice of its levels left open.
    ...choices.map(open => levels.map((level, place) => (open & (1 << place) ? '+' : level)).join('/')),
    ...levels.map((_, place) => [...levels.slice(0, place), '#'].join('/')),
    ...downwardKinds.flatMap(kind => [downTopic(you, kind), downTopic(me, kind)]),
    ...[`setwacht/v1/down/${me}/#`, `setwacht/v1/down/${me}`, `${downFilter(me)}/#`],
    ...upwardKinds.flatMap(kind => [upTopic(you, kind), upTopic(me, kind), `setwacht/v1/up/+/${kind}`]),
    ...[
      `setwacht/v1/up/${you}/+`,
      `setwacht/v1/up/${me}/+`,
      'setwacht/v1/up/#',
      '/#',
      '/+/#',
      '+/+/+/+',
      '+/#',
    ],
    ...['$SYS/#', '$SYS/+/#', '$SYS/broker/clients/#', '$SYS/+/new/clients'],
    ...['$share/group', '$queue', '$exclusive', '$SHARE/group', '$share/+'].flatMap(before =>
      ['#', downFilter(you), downFilter(me)].map(filter => `${before}/${filter}`),
    ),
    ...[
      ` ${downFilter(me)}`,
      `${downFilter(me)} `,
      downFilter(me).toUpperCase(),
      downFilter(me.toUpperCase()),
    ],
    ...[
      `${downFilter(me)}/..`,
      `setwacht/v1/down/${me},${you}/+`,
      `setwacht/v1/down/${me}\u0000/+`,
      '#/+',
      '+#',
    ],
  ]
}

/** Last wills that a set may not leave, with the words of CONNECT around them. */
function foreignWills(me: string, you: string): object[] {
  const will = (topic: string, over: object = {}) => ({
    will: { topic, payload: payloadOf('lost'), qos: 0, retain: false, ...over },
  })
  return [
    ...upwardKinds.map(kind => will(upTopic(you, kind))),
    ...upwardKinds.filter(kind => kind !== 'lost').map(kind => will(upTopic(me, kind))),
    ...downwardKinds.flatMap(kind => [will(downTopic(you, kind)), will(downTopic(me, kind))]),
    ...[will(upTopic(me, 'lost'), { retain: true }), will(upTopic(you, 'lost'), { retain: true })],
    ...[1, 2].map(qos => will(upTopic(me, 'lost'), { qos })),
    ...['#', '$SYS/broker', 'setwacht/v1/up/+/lost'].map(topic => will(topic)),
  ]
}

export function topicVariants(): Variant[] {
  return [
    ...each(foreignTopics).map(
      ({ place, of }): Variant => ({
        name: `publishes ${place}`,
        packets: (me, you) => [publish(of(me, you))],
      }),
    ),
    ...[1, 2].flatMap(qos =>
      upwardKinds.map(
        (kind): Variant => ({
          name: `publishes ${kind} of another at QoS ${qos}`,
          packets: (_, you) => [publish(upTopic(you, kind), { qos, messageId: 5 }, kind)],
        }),
      ),
    ),
    ...upwardKinds.map(
      (kind): Variant => ({
        name: `publishes its ${kind} and keeps it`,
        packets: me => [publish(upTopic(me, kind), { retain: true }, kind)],
      }),
    ),
    ...each(foreignFilters).map(
      ({ place, of }): Variant => ({
        name: `subscribes ${place}`,
        packets: (me, you) => [subscribe(of(me, you))],
      }),
    ),
    {
      name: 'hides a filter behind its own',
      packets: (me, you) => [subscribe(downFilter(me), downFilter(you))],
    },
    ...each(foreignWills).map(
      ({ place, of }): Variant => ({ name: `leaves the will ${place}`, connect: (me, you) => of(me, you) }),
    ),
    { name: 'wants a session that lasts', connect: () => ({ clean: false }) },
    { name: 'comes under the id of another', connect: (_, you) => ({ clientId: you }) },
    { name: 'comes under no id', connect: () => ({ clientId: '' }) },
    { name: 'speaks MQTT 5', connect: () => ({ protocolVersion: 5 }) },
  ]
}

/** A list that depends on who does it to whom, as one entry a place. */
function each<One>(list: (me: string, you: string) => One[]) {
  return list('', '').map((_, place) => ({
    place,
    of: (me: string, you: string) => list(me, you)[place] as One,
  }))
}

function publish(topic: string, over: object = {}, kind: UpwardKind = 'report'): Packet {
  const packet = { cmd: 'publish', topic, payload: payloadOf(kind), qos: 0, dup: false, retain: false }
  return { ...packet, ...over } as Packet
}

function subscribe(...filters: string[]): Packet {
  return {
    cmd: 'subscribe',
    messageId: 7,
    subscriptions: filters.map(topic => ({ topic, qos: 0 })),
  } as Packet
}

/** Would be stored if it came in under the right name. */
function payloadOf(kind: UpwardKind): string {
  const bodies: Partial<Record<UpwardKind, object>> = {
    report: reportBody(),
    event: { facts: { on_charge: false } },
    bye: { reason: 'off', connection: 1 },
    lost: { connection: 1 },
  }
  const seq = kind === 'report' || kind === 'event' ? 1 : 0
  return JSON.stringify({ v: 1, epoch: 9, seq, at: Date.now(), up: 1, body: bodies[kind] ?? {} })
}
