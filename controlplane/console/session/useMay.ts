import { useTranslation } from 'react-i18next'
import { type Look, type PolicyName, reachOf, rolesThatMay } from '../../people/rules.ts'
import { useFormats } from '../ui/useTexts.ts'
import { useMe } from './useMe.ts'

/** `reason`: a sentence that names who may. */
export type May = { may: true } | { may: false; reason: string }

/** Whether the person may do this, by the table that the server decides by. */
export function useMay(policy: PolicyName): May {
  const { roles } = useMe()
  const sayWho = useWhoMay()
  return mayDo(roles, policy) ? { may: true } : { may: false, reason: sayWho(policy) }
}

/** The same without words: for what is left out rather than refused, such as a page in the rail. */
export function mayDo(held: readonly Look[], policy: PolicyName): boolean {
  return reachOf(held, policy) !== undefined
}

/** "Dit mag een teamleider of een beheerder." */
export function useWhoMay(): (policy: PolicyName) => string {
  const { t } = useTranslation()
  const formats = useFormats()
  return policy => {
    const who = rolesThatMay(policy).map(role => t(`people.aRole.${role}`))
    return t('people.whoMay', { who: formats.either(who) })
  }
}
