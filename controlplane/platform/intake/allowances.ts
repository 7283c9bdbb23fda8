import { isNumbered, type UpwardKind } from '../../../protocol/messages.ts'
import type { Database } from '../postgres/database.ts'
import type { Allowance, Inbound } from './contract.ts'
import type { Message } from './reading.ts'

const dayMs = 86_400_000
/** From this part of its allowance on a set is looked up, once; no set that works gets there. */
const lookedUpFrom = 0.05

/**
 * What each set has added today by each kind. Kept in memory; of a set that adds much, what lies in the database counts
 * too: it may be of before this server started, or of another. `now`: ms since 1970 UTC.
 */
export function startAllowances(allowances: Inbound['allowances'], now: () => number) {
  const spent = new Map<number, Partial<Record<UpwardKind, number>>>()
  const lookedUp = new Set<string>()
  let day = 0

  function today(): typeof spent {
    const current = Math.floor(now() / dayMs)
    if (current !== day) {
      spent.clear()
      lookedUp.clear()
    }
    day = current
    return spent
  }

  /** Nearly none is: asked of every message, and without waiting. */
  function isHasty({ device: { no }, kind }: Message): boolean {
    const allowance = allowances[kind]
    const rows = today().get(no)?.[kind] ?? 0
    return allowance !== null && rows >= allowance.perDay * lookedUpFrom && !lookedUp.has(`${no} ${kind}`)
  }

  async function lookUp(sql: Database, { device: { no }, kind }: Message): Promise<void> {
    const ofDevice = today().get(no)
    const rows = (await allowances[kind]?.countSince(sql, no, day * dayMs)) ?? 0
    // Over midnight it is another day's.
    if (!ofDevice || ofDevice !== today().get(no)) return
    ofDevice[kind] = Math.max(ofDevice[kind] ?? 0, rows)
    lookedUp.add(`${no} ${kind}`)
  }

  return {
    /** Before it is asked of these whether their allowance is used up. */
    async lookUpHasty(sql: Database, messages: readonly Message[]): Promise<void> {
      for (const message of messages.filter(isHasty)) if (isHasty(message)) await lookUp(sql, message)
    },
    /** Whether nothing more of this may be stored today. */
    isUsedUp({ device, kind }: Message): boolean {
      const allowance = allowances[kind]
      return allowance !== null && (today().get(device.no)?.[kind] ?? 0) >= allowance.perDay
    },
    /** These were stored. */
    spend(messages: readonly Message[]): void {
      for (const { device, kind, body } of messages) {
        const allowance = allowances[kind] as Allowance<UpwardKind> | null
        if (allowance === null) continue
        const ofDevice = today().get(device.no) ?? {}
        ofDevice[kind] = (ofDevice[kind] ?? 0) + (allowance.rowsOf?.(body) ?? 1)
        today().set(device.no, ofDevice)
      }
    },
  }
}

export type Allowances = ReturnType<typeof startAllowances>

/** What may be stored, what may not today, and what is taken note of without a row that stays. */
export function divideByAllowance(messages: readonly Message[], { isUsedUp }: Pick<Allowances, 'isUsedUp'>) {
  const allowed: Message[] = []
  const refused: Message[] = []
  for (const message of messages) {
    if (!isUsedUp(message)) allowed.push(message)
    else if (isNumbered(message.kind)) refused.push(message)
    else allowed.push({ ...message, isBeyondAllowance: true })
  }
  return { allowed, refused }
}
