import { useTranslation } from 'react-i18next'
import { ActsMenu } from '../ui/ActsMenu.tsx'
import type { ObjectName } from './registry.ts'
import { useActsOf } from './useActs.ts'

/** Everything that this person may do with the object, as its page has it at the end of its sentence. */
export function ObjectMenu({ of }: { of: ObjectName }) {
  const { t } = useTranslation()
  const acts = useActsOf(of) ?? []
  if (acts.length === 0) return null
  return <ActsMenu label={t('acts.menu', { what: of.id })} acts={acts} />
}
