import { createContext, useContext, useLayoutEffect, useState } from 'react'

export type Tab = { id: string; says: string }
type Add = (tab: Tab) => () => void

export const TabsContext = createContext<Add | undefined>(undefined)

/** Makes a part of an object's page one of its tabs; `id`: of its heading. Elsewhere it does nothing. */
export function useTab(id: string | undefined, says: unknown) {
  const add = useContext(TabsContext)
  useLayoutEffect(() => {
    if (add && id !== undefined && typeof says === 'string') return add({ id, says })
  }, [add, id, says])
}

/** The parts that are on the page, in their order there, and how they tell so. */
export function useTabs() {
  const [tabs, setTabs] = useState<readonly Tab[]>([])
  const [add] = useState<Add>(() => (tab: Tab) => {
    setTabs(old => [...old, tab].toSorted((a, b) => (comesFirst(a.id, b.id) ? -1 : 1)))
    return () => setTabs(old => old.filter(each => each !== tab))
  })
  return { tabs, add }
}

function comesFirst(a: string, b: string): boolean {
  const [one, other] = [document.getElementById(a), document.getElementById(b)]
  return (
    one !== null &&
    other !== null &&
    (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
  )
}
