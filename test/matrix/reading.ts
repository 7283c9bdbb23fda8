import Type, { type Static, type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { faultSides, pairVerdicts } from '../../controlplane/calls/pair/rules.ts'
import { setKinds } from '../../controlplane/sets/rules.ts'
import { cameraStates } from '../../controlplane/telemetry/camera/rules.ts'
import { soundStates } from '../../controlplane/telemetry/sound/rules.ts'
import { byeReasons } from '../../protocol/presence.ts'

const closed = { additionalProperties: false }
const maybe = <Schema extends TSchema>(schema: Schema) => Type.Optional(schema)
const Second = Type.Integer({ minimum: -10_800, maximum: 36_000 })
const Minute = Type.Integer({ minimum: -10_800, maximum: 36_000, multipleOf: 60 })
const Spans = <Schema extends TSchema>(at: Schema) => Type.Array(Type.Tuple([at, at]), { maxItems: 8 })
const Sides = Type.Enum(setKinds)

const Line = Type.Object(
  {
    loss: maybe(Type.Number({ minimum: 0, maximum: 100 })),
    rtt: maybe(Type.Number({ minimum: 0 })),
    jitter: maybe(Type.Number({ minimum: 0 })),
  },
  closed,
)

/** What a set does or says at a moment. */
const SetSaid = Type.Object(
  {
    link: maybe(Type.Enum(['up', 'reset', 'cut', 'mute', 'beacon'])),
    bye: maybe(Type.Enum(byeReasons)),
    call: maybe(Type.Enum(['both', 'in', 'out', 'none', 'stopped', 'unknown'])),
    sound: maybe(Type.Enum(soundStates)),
    line: maybe(Type.Union([Type.Enum(['good', 'unknown']), Line])),
    udp: maybe(Type.Enum(['open', 'blocked'])),
    camera: maybe(Type.Enum(cameraStates)),
    help: maybe(Type.Boolean()),
    here: maybe(Type.Boolean()),
    provider: maybe(Type.Enum(['down', 'up'])),
  },
  { ...closed, minProperties: 1 },
)
export type SetSaid = Static<typeof SetSaid>

const PlatformSaid = Type.Object(
  {
    is: maybe(Type.Enum(['away', 'back', 'troubled', 'well'])),
    stun: maybe(Type.Enum(['silent', 'answers'])),
  },
  { ...closed, minProperties: 1 },
)

const Entry = Type.Object(
  {
    at: Second,
    home: maybe(SetSaid),
    school: maybe(SetSaid),
    platform: maybe(PlatformSaid),
    received: maybe(Second),
    measured: maybe(Type.Integer()),
  },
  closed,
)
export type Entry = Static<typeof Entry>

const Before = Type.Enum(['never', 'off', 'on', 'in_call'])
export type Before = Static<typeof Before>

const Expected = Type.Object(
  {
    at: Second,
    verdict: Type.Enum([...pairVerdicts, 'none']),
    side: Type.Enum([...faultSides, 'none']),
  },
  closed,
)
export type Expected = Static<typeof Expected>

const FaultCase = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9-]+$' }),
    what: Type.String({ minLength: 1 }),
    sets: maybe(Type.Array(Sides, { minItems: 1, uniqueItems: true })),
    before: Type.Union([Before, Type.Object({ home: maybe(Before), school: maybe(Before) }, closed)]),
    lessons: maybe(Spans(Minute)),
    away: maybe(Spans(Second)),
    timeline: Type.Array(Entry, { maxItems: 500 }),
    expect: Type.Array(Expected, { minItems: 1 }),
  },
  closed,
)
export type FaultCase = Static<typeof FaultCase>

const Cases = Compile(Type.Object({ cases: Type.Array(FaultCase, { minItems: 1 }) }, closed))

/** The cases of a text in the form of `pair-faults.json`. @throws with a line for each thing that is wrong in it. */
export function readCases(text: string): FaultCase[] {
  const found: unknown = JSON.parse(text)
  if (!Cases.Check(found)) {
    const wrong = Cases.Errors(found).map(
      ({ instancePath, message }) => `${nameOf(found, instancePath)}: ${message}`,
    )
    throw new Error(wrong.slice(0, 20).join('\n'))
  }
  const wrong = [...twice(found.cases), ...found.cases.flatMap(contradictions)]
  if (wrong.length > 0) throw new Error(wrong.join('\n'))
  return found.cases
}

/** `/cases/3/timeline/0` with the name of the case instead of its number. */
function nameOf(found: unknown, path: string): string {
  const [, , index = '', ...rest] = path.split('/')
  const one = (found as { cases?: { id?: unknown }[] } | null)?.cases?.[Number(index)]
  return [typeof one?.id === 'string' ? one.id : `case ${index}`, ...rest].join(' / ')
}

function twice(cases: readonly FaultCase[]): string[] {
  const ids = cases.map(({ id }) => id)
  return ids.filter((id, index) => ids.indexOf(id) !== index).map(id => `${id}: there are two of this id`)
}

function contradictions({ id, sets, timeline, lessons = [], away = [] }: FaultCase): string[] {
  const wrong: string[] = []
  for (const { at, received, ...said } of timeline) {
    const who = ([...setKinds, 'platform'] as const).filter(one => said[one] !== undefined)
    if (who.length !== 1)
      wrong.push(`${id}: at ${at} exactly one of home, school, platform is to say something`)
    if (received !== undefined && received < at)
      wrong.push(`${id}: what is said at ${at} arrives before that`)
    const missing = who.find(one => sets && one !== 'platform' && !sets.includes(one))
    if (missing) wrong.push(`${id}: at ${at} the ${missing} set speaks, and none serves there`)
  }
  for (const [from, until] of [...lessons, ...away])
    if (until <= from) wrong.push(`${id}: the span from ${from} ends at ${until}`)
  return wrong
}
