import type { Receivers } from '../platform/intake/contract.ts'
import { recordPresses } from './press/actions.ts'

const receivers: Receivers<'help'> = {
  async help(tx, presses) {
    await recordPresses(tx, presses)
    return [{ changes: { help: presses.map(({ device }) => device.label) } }]
  },
}

export const help = { receivers: () => receivers }
