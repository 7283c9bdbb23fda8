import type { QueryClient } from '@tanstack/react-query'
import type { useNavigate } from '@tanstack/react-router'
import type { ParseKeys, TFunction } from 'i18next'
import type { Look, PolicyName } from '../../people/rules.ts'
import { press } from '../ui/press.ts'

/** What an action gets when it runs. */
export type Doing = {
  t: TFunction
  roles: readonly Look[]
  client: QueryClient
  navigate: ReturnType<typeof useNavigate>
  /** Goes to the page of the object, when that is not this one; done when it stands there. */
  open: () => Promise<void>
}

/**
 * Something that can be done, as its area contributes it: data, in words of the area. Palette, menu of the object,
 * shortcuts and help are made from it. `Of`: what it is done to.
 */
export type Action<Of> = {
  verb: ParseKeys
  /** Other words by which people look for it. */
  synonyms?: ParseKeys
  /** Who may ever do it; for others it is not there. */
  policy: PolicyName
  /** Whether there is anything to do it to. */
  fits?: (of: Of) => boolean
  /** Why not now; undefined: now will do. */
  whyNot?: (of: Of) => ParseKeys | undefined
  run: (of: Of, doing: Doing) => unknown
}

/** Is done where it stands on the page of its object, so that what it asks and says is where the eyes go. */
export function pressed(id: string) {
  return async (_of: unknown, { open }: Doing) => {
    await open()
    press(id)
  }
}
