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
  | { state: 'failed'; number: number; error: unknown }

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

/** What can be put back now; undefined: nothing. */
export function undoable(): Offer | undefined {
  return done?.state === 'offered' ? done.offer : undefined
}

export async function putBack() {
  const offer = undoable()
  if (!offer) return
  set({ state: 'pending', offer })
  const failed = await offer.undo().then(
    () => undefined,
    (error: unknown) => ({ state: 'failed', number: offer.number, error }) as const,
  )
  if (numberOf(done) === offer.number) set(failed)
}

/** Says at the foot of the page why what was asked from afar did not work. */
export function sayFailed(error: unknown) {
  number += 1
  set({ state: 'failed', number, error })
}

/** The time to put it back, or to read why that failed, is over. What is under way stays until it is done. */
export function forget(which: number) {
  if (numberOf(done) === which && done?.state !== 'pending') set(undefined)
}

function numberOf(one: Done | undefined): number | undefined {
  return one?.state === 'failed' ? one.number : one?.offer.number
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
