import { Command, signedBodies, signedKinds } from './command.ts'
import { deviceIdPattern } from './device-id.ts'
import { downward, downwardKinds, upward, upwardKinds } from './messages.ts'
import { downTopic, upTopic } from './topics.ts'
import { protocolVersion } from './version.ts'

type Told = { kind: string; topic: string; says: string; schema: object; bytesMax: number; delivery: string }

const placeholder = '00000000-0000-7000-8000-000000000000'
const inTopic = (topic: string) => topic.replace(placeholder, '{deviceId}')

/** The wire as AsyncAPI 3, generated from the table of messages. The application described is the control plane. */
export function asyncApi(): object {
  const up: Told[] = upwardKinds.map(kind => ({
    kind,
    topic: inTopic(upTopic(placeholder, kind)),
    ...upward[kind],
  }))
  const down: Told[] = downwardKinds.map(kind => ({
    kind,
    topic: inTopic(downTopic(placeholder, kind)),
    ...downward[kind],
  }))
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Setwacht',
      version: `${protocolVersion}.0.0`,
      description:
        'What crosses the wire between a set and the control plane: MQTT 3.1.1, QoS 0, never retained.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries([
      ...up.map(told => channel('up', told)),
      ...down.map(told => channel('down', told)),
    ]),
    operations: Object.fromEntries([
      ...up.map(told => operation('receive', 'up', told)),
      ...down.map(told => operation('send', 'down', told)),
    ]),
    components: {
      messages: Object.fromEntries([
        ...up.map(told => message('up', told)),
        ...down.map(told => message('down', told)),
      ]),
      schemas: {
        // What a set reads in the payload of a signed message.
        command: plain(Command),
        ...Object.fromEntries(signedKinds.map(kind => [`command.${kind}`, plain(signedBodies[kind])])),
      },
    },
  }
}

function channel(direction: string, { kind, topic }: Told) {
  return [
    `${direction}.${kind}`,
    {
      address: topic,
      messages: { [kind]: { $ref: `#/components/messages/${direction}.${kind}` } },
      parameters: { deviceId: { description: `UUIDv7 given at enrolment, ${deviceIdPattern}` } },
    },
  ]
}

function operation(action: 'send' | 'receive', direction: string, { kind, says }: Told) {
  return [
    `${action}.${kind}`,
    { action, channel: { $ref: `#/channels/${direction}.${kind}` }, summary: says },
  ]
}

function message(direction: string, { kind, says, schema, bytesMax, delivery }: Told) {
  return [
    `${direction}.${kind}`,
    {
      name: kind,
      summary: says,
      description: `At most ${bytesMax} bytes; ${delivery === 'numbered' ? 'sent until an ack names it' : 'sent once, never acknowledged'}.`,
      payload: plain(schema),
    },
  ]
}

/** A schema as plain JSON, without what the type builder keeps beside it. */
function plain(schema: object): unknown {
  return JSON.parse(JSON.stringify(schema))
}
