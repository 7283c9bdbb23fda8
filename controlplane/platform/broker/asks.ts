import { type AnswerBody, type AskBody, askSecondsMax } from '../../../protocol/command.ts'
import type { CommandKeys } from '../keys/command-key.ts'
import type { Broker, DeviceRef } from './broker.ts'

/** Questions on their way at once; more are not asked. */
const waitingMax = 2000

type Waiting = { device: string; tell(answer: AnswerBody | undefined): void; timer: NodeJS.Timeout }

type Parts = {
  /** Started after this, and asked for when there is something to say. */
  broker(): Broker | undefined
  keys: CommandKeys
  now(): number
  /** How long an answer is waited for; a question is void after `askSecondsMax` whatever this says. */
  waitMs?: number
}

/** Short questions to sets: signed, void after half a minute, each answered once or not at all. */
export type Asks = ReturnType<typeof startAsks>

export function startAsks({ broker, keys, now, waitMs = askSecondsMax * 1000 }: Parts) {
  const waiting = new Map<string, Waiting>()

  function settle(id: string, answer: AnswerBody | undefined): void {
    const found = waiting.get(id)
    if (found === undefined) return
    waiting.delete(id)
    clearTimeout(found.timer)
    found.tell(answer)
  }

  return {
    /** Too many questions wait for an answer; ask later. */
    isFull: () => waiting.size >= waitingMax,

    /** Asks a set. Undefined: nothing came within half a minute, or too many questions wait already. */
    async ask(device: Pick<DeviceRef, 'id'>, body: AskBody): Promise<AnswerBody | undefined> {
      if (waiting.size >= waitingMax) return undefined
      const command = { kind: 'ask', device: device.id, body, seconds: askSecondsMax, now: now() } as const
      const { id, jws } = await keys.sign(command)
      return new Promise(resolve => {
        const timer = setTimeout(() => settle(id, undefined), waitMs)
        waiting.set(id, { device: device.id, tell: resolve, timer })
        broker()?.send(device.id, 'ask', { jws })
      })
    },

    /** A set answers. What it could not read or trust has no id: that is its oldest question. */
    answered(deviceId: string, answer: AnswerBody): void {
      const own = [...waiting].filter(([, { device }]) => device === deviceId).map(([id]) => id)
      const id = answer.id === null ? own[0] : own.find(each => each === answer.id)
      if (id !== undefined) settle(id, answer)
    },

    stop(): void {
      for (const id of [...waiting.keys()]) settle(id, undefined)
    },
  }
}
