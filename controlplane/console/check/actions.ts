import { askHindranceOf } from '../../devices/device/rules.ts'
import type { SetDetail } from '../data/fetch.ts'
import { type Action, pressed } from '../session/actions.ts'

/** The id of the button that asks. */
export const askCheckId = 'ask-check'

/** Why the set cannot be asked now; undefined: it can. */
export function askHindrance({ device, presence }: SetDetail) {
  return askHindranceOf({ state: device?.state ?? null, presence })
}

export const checkActions: readonly Action<{ set: SetDetail }>[] = [
  {
    verb: 'check.ask',
    synonyms: 'check.synonyms',
    policy: 'askDevices',
    whyNot: ({ set }) => {
      const hindrance = askHindrance(set)
      return hindrance && `check.hindrance.${hindrance}`
    },
    run: pressed(askCheckId),
  },
]
