import { lazy, Suspense, useSyncExternalStore } from 'react'
import { isConfirming, onConfirming } from '../data/confirming.ts'

const ConfirmDialog = lazy(() => import('./ConfirmDialog.tsx'))

/** The one place where a person is asked to prove to be there. */
export function Confirming() {
  const isAsked = useSyncExternalStore(onConfirming, isConfirming)
  return (
    isAsked && (
      <Suspense>
        <ConfirmDialog />
      </Suspense>
    )
  )
}
