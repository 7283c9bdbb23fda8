/** Requests that wait until the person has proved to be there; one question serves all. */
let waiting: { promise: Promise<boolean>; settle: (isConfirmed: boolean) => void } | undefined
const listeners = new Set<() => void>()

/** Asks the person to prove to be there; false: they would not. */
export function confirmed(): Promise<boolean> {
  if (!waiting) {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    waiting = { promise, settle: resolve }
    tellAll()
  }
  return waiting.promise
}

/** What the person did with the question. */
export function settleConfirming(isConfirmed: boolean) {
  waiting?.settle(isConfirmed)
  waiting = undefined
  tellAll()
}

export const isConfirming = () => waiting !== undefined

export function onConfirming(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

function tellAll() {
  for (const listener of listeners) listener()
}
