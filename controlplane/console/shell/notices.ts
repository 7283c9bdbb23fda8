import type { ReactNode } from 'react'
import type { StatusLook } from '../ui/Status.tsx'

/** Something that everybody on the page has to know now. */
export type Notice = {
  key: string
  icon: StatusLook['icon']
  says: string
  /** Why, or what it means. */
  rest: ReactNode
  /** What can be done about it; the first stays on a phone. */
  acts?: ReactNode
}
