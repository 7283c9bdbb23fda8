import type { PageLanguage } from '../../../../protocol/help.ts'
import type { PageAudience } from '../../../../protocol/sentences/audiences.ts'
import { messageSentenceOf } from '../../../../protocol/sentences/messages.ts'
import type { PageState } from '../../api.ts'

/** What the oldest message says to who reads the page; undefined: none waits. */
export function messageText(
  state: PageState | undefined,
  language: PageLanguage,
  audience: PageAudience,
): string | undefined {
  const says = state?.messages[0]?.says
  if (says === undefined) return undefined
  return 'text' in says ? says.text : messageSentenceOf(language, audience, says.sentence)
}
