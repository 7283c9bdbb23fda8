import Type, { type Static, type TProperties } from 'typebox'
import { Command } from './command.ts'

/** Unlike what else crosses the wire: a field that nobody knows is refused, as root does what is written here. */
const exactly = <Fields extends TProperties>(fields: Fields) =>
  Type.Object(fields, { additionalProperties: false })

/** All that root does for the control plane. No path, no name: only numbers, of things that the set lists itself. */
const HandsBody = Type.Union([
  exactly({ act: Type.Literal('restart_set'), minutes: Type.Integer({ minimum: 1, maximum: 15 }) }),
  exactly({
    act: Type.Literal('reset_usb_port'),
    port: Type.Integer({ minimum: 0, maximum: 127, description: 'its place among the ports of all hubs' }),
  }),
  exactly({ act: Type.Literal('restart_call_application') }),
  exactly({ act: Type.Literal('remove_profiles') }),
])
export type HandsBody = Static<typeof HandsBody>

/** The payload of a signed command for the hands of a set; they judge it again themselves. */
export const HandsCommand = Type.Object({
  ...Command.properties,
  kind: Type.Literal('hands'),
  body: HandsBody,
})
export type HandsCommand = Static<typeof HandsCommand>

/** A JWS for the hands is at most this long, in bytes. */
export const handsBytesMax = 8192

/** What the hands answer: `done`, or why nothing or not all was done. */
export const handsCodes = [
  'done',
  // how it came
  'too_slow',
  'too_long',
  'unreadable',
  // who says it, to whom, when
  'unknown_key',
  'wrong_signature',
  'other_device',
  'repeated',
  'stale',
  'too_early',
  'expired',
  // what it says
  'unknown_command',
  'nothing_there',
  'busy',
  // how the set is installed
  'not_set_up',
  'insecure',
  'environment',
  'failed',
] as const
export type HandsCode = (typeof handsCodes)[number]

/** One line of JSON. What nobody signed has no id. */
export const HandsAnswer = Type.Object({
  id: Type.Union([Command.properties.id, Type.Null()]),
  code: Type.Enum(handsCodes),
})
export type HandsAnswer = Static<typeof HandsAnswer>
