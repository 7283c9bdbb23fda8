import { createContext, use } from 'react'

/** Whether somebody tried to save the form around it: from then on each field says what it lacks. */
export const Tried = createContext(false)

export function useTried(): boolean {
  return use(Tried)
}
