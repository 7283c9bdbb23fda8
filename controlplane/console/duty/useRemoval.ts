import { useTranslation } from 'react-i18next'
import type { NewDuty } from '../../duty/api.ts'
import { useUndo } from '../data/UndoBar.tsx'
import { usePlanDuty, useRemoveDuty } from './useDuty.ts'

/** What was removed, as it can be planned again. */
type Removed = { duty: NewDuty; says: string }

/** Removes a duty and offers to plan it again. */
export function useRemoval() {
  const { t } = useTranslation()
  const undo = useUndo()
  const plan = usePlanDuty()
  const { mutate, error } = useRemoveDuty()
  return {
    undo,
    error,
    remove: (id: string, { duty, says }: Removed) =>
      mutate(id, {
        onSuccess: () => undo.offer(t('admin.duty.removed', { what: says }), () => plan.mutateAsync(duty)),
      }),
  }
}
