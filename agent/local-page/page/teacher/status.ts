import type { PageLanguage } from '../../../../protocol/help.ts'
import { sentenceOf, stepOf } from '../../../../protocol/sentences/sentences.ts'
import type { PageState } from '../../api.ts'
import { sayHour } from '../seen/value.ts'
import type { Status, Words } from '../texts/words.ts'
import type { SetSays } from '../useSet.ts'

/** What was found longer ago says nothing of now, nor what is to come by a clock that was set back since. */
const staleMs = 4 * 3_600_000

/** Whether what the set found when it looked itself over still tells how it is. */
export function isFresh(check: PageState['check'], now: number): check is NonNullable<PageState['check']> {
  return check !== null && Math.abs(now - check.at) < staleMs
}

export type StatusSays = {
  status: Status
  says: string
  step: string | undefined
  checked: string | undefined
}

/** One word, why, and the one next step. What nobody knows is never called ready. */
export function statusOf(
  { state, trouble }: SetSays,
  { teacher: { says } }: Words,
  language: PageLanguage,
  now: number,
): StatusSays {
  const unknown = (text: string): StatusSays => ({
    status: 'unknown',
    says: text,
    step: undefined,
    checked: undefined,
  })
  if (trouble === 'old') return unknown(says.old)
  if (trouble === 'silent' || !state) return unknown(says.silent)
  const { check } = state
  if (!isFresh(check, now)) {
    const last = state.check === null ? says.never : says.stale(sayHour(state.check.at, language))
    return state.isReached ? unknown(last) : { ...unknown(says.offline), checked: last }
  }
  const checked = says.checked(sayHour(check.at, language))
  const { verdict: status, worst } = check
  if (worst === null)
    return state.isReached
      ? { status, says: checked, step: undefined, checked: undefined }
      : { status, says: says.offline, step: undefined, checked }
  return {
    status,
    says: sentenceOf(language, 'teacher', worst),
    step: stepOf(language, 'teacher', worst),
    checked,
  }
}
