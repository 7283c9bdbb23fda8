import { readFile } from 'node:fs/promises'
import Type, { type Static } from 'typebox'
import { Check } from 'typebox/schema'
import { HelpBody, helpStates } from '../../protocol/help.ts'
import { type Log, reasonOf } from '../log.ts'

/**
 * How far a press has come: `unkept` while the disk refuses it, `kept` on disk, then what the control plane says of it;
 * `withdrawn`: it works again.
 */
const pressStates = ['unkept', 'kept', ...helpStates, 'withdrawn'] as const
export type PressState = (typeof pressStates)[number]

const SavedPress = Type.Object({
  ...HelpBody.properties,
  state: Type.Enum(pressStates),
  /** when it came this far, ms since 1970 UTC by the set's clock */
  since: Type.Number(),
  /** when it was pressed, ms since the set started: that time no clock can turn back */
  pressedUp: Type.Number(),
  /** the first name of who helps, when that person agreed to it */
  helper: Type.Union([Type.String({ maxLength: 40 }), Type.Null()]),
})
export type HelpPress = Static<typeof SavedPress>
export type Asking = Pick<HelpPress, 'picture' | 'by' | 'language'>

/** `unsaid`: what the disk refused to take for the control plane, oldest first. */
const Saved = Type.Object({ last: SavedPress, unsaid: Type.Array(HelpBody) })
export type Saved = Static<typeof Saved>

/** What the file holds; undefined: nothing, or nothing whole. */
export async function readSaved(file: string, log: Log): Promise<Saved | undefined> {
  try {
    const saved: unknown = JSON.parse(await readFile(file, 'utf8'))
    if (Check(Saved, saved)) return saved
    log('error', 'the last press for help is not whole', {})
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      log('error', 'the last press for help cannot be read', { why: reasonOf(error) })
  }
  return undefined
}
