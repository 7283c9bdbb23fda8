import Type, { type Static } from 'typebox'
import { MessageBody, SaidBody } from '../../protocol/message.ts'
import type { Log } from '../log.ts'
import { readSavedFile } from '../memory/saved-file.ts'

/** A message as the set keeps it until its time is over. What it says goes when somebody pressed, or it was taken back. */
const KeptMessage = Type.Object({ ...MessageBody.properties, shown: Type.Boolean(), seen: Type.Boolean() })
export type KeptMessage = Static<typeof KeptMessage>

/** `unsaid`: what the disk refused to take for the control plane, oldest first. */
const Saved = Type.Object({ kept: Type.Array(KeptMessage), unsaid: Type.Array(SaidBody) })
export type Saved = Static<typeof Saved>

/** What the file holds; undefined: nothing, or nothing whole. */
export function readSaved(file: string, log: Log): Promise<Saved | undefined> {
  return readSavedFile(file, Saved, 'the messages', log)
}
