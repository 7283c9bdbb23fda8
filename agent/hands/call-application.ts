import { existsSync } from 'node:fs'
import { readFile, realpath } from 'node:fs/promises'
import Type from 'typebox'
import { Check } from 'typebox/schema'
import type { HandsCode } from '../../protocol/hands.ts'
import { isPerson } from './people.ts'
import { endProcesses } from './processes.ts'
import { whyNotRootOnly } from './root-only.ts'

/** `/etc/setwacht/hands.json`: the program of the call application, as the administrator wrote it. */
const Settings = Type.Object({ callApplication: Type.String({ pattern: '^/', maxLength: 300 }) })

const codes = { none: 'nothing_there', ended: 'done', left: 'busy' } as const

/** Ends the call application of whoever is logged in; to start it again is for the desktop part. */
export async function restartCallApplication(file: string): Promise<HandsCode> {
  if (!existsSync(file)) return 'not_set_up'
  const why = whyNotRootOnly(file)
  if (why !== undefined) throw new Error(why)
  const settings: unknown = JSON.parse(await readFile(file, 'utf8'))
  if (!Check(Settings, settings)) throw new Error(`${file}: expected { "callApplication": "/a/whole/path" }`)
  if (!existsSync(settings.callApplication)) return 'nothing_there'
  const program = await realpath(settings.callApplication)
  const ended = await endProcesses(running => running.program === program && isPerson(running.uid))
  return codes[ended]
}
