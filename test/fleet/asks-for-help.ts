import type { Agent } from '../../agent/agent.ts'
import type { HelpPress } from '../../agent/help/saved.ts'

type Asking = Pick<HelpPress, 'picture' | 'by' | 'language'>

const firstAfterMs = 30_000
const everyMs = 10 * 60_000
/** It works again by itself when nobody came for so long. */
const patienceMs = 6 * 60_000

/** Somebody at a practice set asks for help now and then, and gives up when it works again. Returns how to stop. */
export function asksForHelp({ help }: Pick<Agent, 'help'>, asking: Asking): () => void {
  let givingUp: NodeJS.Timeout | undefined
  const press = () => {
    if (help.isOpen) return
    help.press(asking)
    clearTimeout(givingUp)
    givingUp = setTimeout(() => help.withdraw(), patienceMs)
  }
  const first = setTimeout(press, firstAfterMs)
  const again = setInterval(press, everyMs)
  return () => {
    clearTimeout(first)
    clearTimeout(givingUp)
    clearInterval(again)
  }
}
