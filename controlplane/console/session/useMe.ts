import { createContext, useContext } from 'react'
import type { Me } from '../../people/api.ts'

/** Filled by the gate around every page but the one for signing in. */
export const MeContext = createContext<Me | undefined>(undefined)

/** Who is signed in here. Throws outside the gate: no page behind it is drawn for nobody. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('nobody is signed in where this is drawn')
  return me
}
