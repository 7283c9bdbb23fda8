import { useSyncExternalStore } from 'react'
import { onPerson } from './standing.ts'

/** What was just done, as long as it can be put back. `returnTo`: the id of what gets the focus back when it goes. */
export type Offer = {
  number: number
  says: string
  undo: () => Promise<unknown>
  returnTo: string | undefined
}
/** `error`: why it could not be put back. */
export type Done =
  | { state: 'offered' | 'pending'; offer: Offer }
  | { state: 'failed'; offer: Offer; error: unknown }

let done: Done | undefined
let number = 0
const listeners = new Set<() => void>()

function set(next: Done | undefined) {
  done = next
  for (const listener of listeners) listener()
}

onPerson(() => set(undefined))

/** Says at the foot of the page that something was done, and offers to put it back; the next one takes its place. */
export function offerUndo(says: string, undo: Offer['undo'], returnTo?: string) {
  number += 1
  set({ state: 'offered', offer: { number, says, undo, returnTo } })
}

export function useDone(): Done | undefined {
  return useSyncExternalStore(subscribe, () => done)
}

export async function putBack() {
  if (done?.state !== 'offered') return
  const { offer } = done
  set({ state: 'pending', offer })
  const failed = await offer.undo().then(
    () => undefined,
    (error: unknown) => ({ state: 'failed', offer, error }) as const,
  )
  if (done?.offer === offer) set(failed)
}

/** The time to put it back, or to read why that failed, is over. What is under way stays until it is done. */
export function forget(offer: Offer) {
  if (done?.offer === offer && done.state !== 'pending') set(undefined)
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
