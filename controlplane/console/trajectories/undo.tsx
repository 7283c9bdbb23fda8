import { useMutation } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import ui from '../ui/ui.module.css'
import { Trouble } from './Trouble.tsx'
import classes from './trajectory.module.css'

const undoMs = 10_000

/** What was done, how it is undone, and the id of what has the focus afterwards. */
type Offer = { says: string; undo: () => Promise<unknown>; returnTo: string }
type Given = Offer & { number: number }

const UndoContext = createContext<(offer: Offer) => void>(() => {})

/** Says that something was done, and lets it be undone for ten seconds. */
export function useOfferUndo() {
  return useContext(UndoContext)
}

export function UndoArea({ children }: { children: ReactNode }) {
  const [given, setGiven] = useState<Given>()
  const count = useRef(0)
  const offer = useRef((offer: Offer) => setGiven({ ...offer, number: ++count.current }))
  return (
    <UndoContext value={offer.current}>
      {children}
      <div role="status" className={classes.undoPlace}>
        {given && <UndoBar key={given.number} given={given} forget={() => setGiven(undefined)} />}
      </div>
    </UndoContext>
  )
}

/** The focus goes where undoing is done, and back to what was changed when the bar goes. */
function UndoBar({ given, forget }: { given: Given; forget: () => void }) {
  const { t } = useTranslation()
  const button = useRef<HTMLButtonElement>(null)
  const undo = useMutation({ networkMode: 'always', mutationFn: () => given.undo() })
  const leave = useRef(() => {})
  leave.current = () => {
    const hadFocus = document.activeElement === button.current
    forget()
    if (hadFocus) requestAnimationFrame(() => document.getElementById(given.returnTo)?.focus())
  }
  useEffect(() => {
    button.current?.focus({ preventScroll: true })
    const timer = setTimeout(() => leave.current(), undoMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className={classes.undo}>
      <span>{given.says}</span>
      <button
        type="button"
        ref={button}
        className={ui.button}
        aria-disabled={undo.isPending}
        onClick={() => !undo.isPending && undo.mutate(undefined, { onSuccess: () => leave.current() })}
      >
        {t('trajectory.undo')}
      </button>
      <Trouble error={undo.error} />
    </div>
  )
}
