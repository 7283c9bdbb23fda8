import type { Ground } from './every-route-ground.ts'
import type { SignedIn } from './people.ts'

/** Whose the object of a request is; `missing`: it is not there. */
export type Whose = 'own' | 'others' | 'missing'

/** A request that is right, but for who may send it. */
export type RightRequest = {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
}

export type Asked = { ground: Ground; asker: SignedIn; whose: Whose }
