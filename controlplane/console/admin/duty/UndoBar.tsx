import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewDuty } from '../../../people/duty-api.ts'
import { usePlanDuty, useRemoveDuty } from '../../duty/useDuty.ts'
import ui from '../../ui/ui.module.css'
import { Failure } from '../Failure.tsx'
import classes from './duty.module.css'

const undoMs = 10_000

/** What was removed, as it can be planned again. */
type Removed = { duty: NewDuty; says: string }
export type Removal = ReturnType<typeof useRemoval>

/** Removes a duty and remembers it for as long as it can be put back. */
export function useRemoval() {
  const [removed, setRemoved] = useState<Removed>()
  const take = useRemoveDuty()
  const { mutate } = take
  return {
    removed,
    error: take.error,
    forget: () => setRemoved(undefined),
    remove: (id: string, what: Removed) => mutate(id, { onSuccess: () => setRemoved(what) }),
  }
}

/** For ten seconds what was removed can be put back; the focus goes where that is done. */
export function UndoBar({ removal: { removed, error, forget } }: { removal: Removal }) {
  const { t } = useTranslation()
  const plan = usePlanDuty()
  const undo = useRef<HTMLButtonElement>(null)
  const forgetting = useRef(forget)
  forgetting.current = forget
  useEffect(() => {
    if (!removed) return
    undo.current?.focus()
    const timer = setTimeout(() => forgetting.current(), undoMs)
    return () => clearTimeout(timer)
  }, [removed])
  return (
    <>
      <div role="status">
        {removed && (
          <div className={classes.undo}>
            <span>{t('admin.duty.removed', { what: removed.says })}</span>
            <button
              type="button"
              ref={undo}
              className={ui.button}
              onClick={() => {
                plan.mutate(removed.duty)
                forget()
              }}
            >
              {t('admin.duty.undo')}
            </button>
          </div>
        )}
      </div>
      <Failure error={error ?? plan.error} />
    </>
  )
}
