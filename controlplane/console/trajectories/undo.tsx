import { createContext, type ReactNode, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { type Undo, UndoBar, useUndo } from '../data/UndoBar.tsx'

const UndoContext = createContext<Undo['offer']>(() => {})

/** Says that something was done, and lets it be undone for ten seconds. */
export function useOfferUndo() {
  return useContext(UndoContext)
}

export function UndoArea({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const undo = useUndo()
  return (
    <UndoContext value={undo.offer}>
      {children}
      <UndoBar undo={undo} label={t('trajectory.undo')} floats />
    </UndoContext>
  )
}
