import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Type, { type Static } from 'typebox'
import { Check } from 'typebox/schema'
import { Binaries, browsers } from './desktop/words.ts'
import { reasonOf } from './log.ts'
import { StartRefused } from './start-refused.ts'

const keys = {
  /** programs of the video call, by the names of their files */
  callApplication: Type.Optional(Type.Object({ binaries: Binaries }, { additionalProperties: false })),
  /** how many cameras this set was made with */
  cameras: Type.Optional(Type.Union([Type.Literal(1), Type.Literal(2)])),
  kind: Type.Optional(Type.Enum(['home', 'school'])),
  /** what the set's page opens in */
  browser: Type.Optional(Type.Enum(browsers)),
}
const expected: Record<keyof typeof keys, string> = {
  callApplication: '{ "binaries": [1 to 16 names of programs, without a path] }',
  cameras: '1 or 2',
  kind: '"home" or "school"',
  browser: browsers.map(name => `"${name}"`).join(', '),
}
const SetSettings = Type.Object(keys)

/** What this set is for, until the control plane configures it. What is left out is not known, and nothing asks for it. */
export type SetSettings = Static<typeof SetSettings>

/** Reads `settings.json`; without it nothing is set. Throws `StartRefused` naming the key and what was expected. */
export function readSettingsFile(directory: string): Readonly<SetSettings> {
  const file = join(directory, 'settings.json')
  const value = parse(file)
  const known = Object.keys(keys)
  for (const [key, one] of Object.entries(value)) {
    if (!known.includes(key))
      throw new StartRefused(`${file}: "${key}" is not known; expected ${known.join(', ')}`)
    const name = key as keyof typeof keys
    if (!Check(keys[name], one))
      throw new StartRefused(`${file}: "${key}" is ${JSON.stringify(one)}; expected ${expected[name]}`)
  }
  return Object.freeze(value as SetSettings)
}

function parse(file: string): object {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new StartRefused(`cannot read ${file} (${reasonOf(cause)})`, { cause })
  }
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch (cause) {
    throw new StartRefused(`${file} is not JSON (${reasonOf(cause)}); expected an object of settings`, {
      cause,
    })
  }
  throw new StartRefused(`${file} holds no object; expected an object of settings`)
}
