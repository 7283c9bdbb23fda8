import { useTranslation } from 'react-i18next'
import type { NewDuty } from '../../duty/api.ts'
import { offerUndo } from '../data/undo.ts'
import { usePlanDuty, useRemoveDuty } from './useDuty.ts'

/** What was removed, as it can be planned again. */
type Removed = { duty: NewDuty; says: string }

/** Removes a duty and offers to plan it again. */
export function useRemoval() {
  const { t } = useTranslation()
  const plan = usePlanDuty()
  const { mutate, error } = useRemoveDuty()
  return {
    error,
    remove: (id: string, { duty, says }: Removed) =>
      mutate(id, {
        onSuccess: () => offerUndo(t('admin.duty.removed', { what: says }), () => plan.mutateAsync(duty)),
      }),
  }
}
