import Type, { type Static } from 'typebox'
import { HelpBody, helpStates } from '../../protocol/help.ts'
import type { Log } from '../log.ts'
import { readSavedFile } from '../memory/saved-file.ts'

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
export function readSaved(file: string, log: Log): Promise<Saved | undefined> {
  return readSavedFile(file, Saved, 'the last press for help', log)
}
