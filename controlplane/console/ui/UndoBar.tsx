import { useEffect, useRef, useState } from 'react'
import { useReason } from './Notice.tsx'
import classes from './undo.module.css'

const undoMs = 10_000

type Offer = { says: string; undo: () => Promise<unknown> }
export type Undo = ReturnType<typeof useUndo>

/** Remembers what was done for as long as it can be put back. */
export function useUndo() {
  const [offer, setOffer] = useState<Offer>()
  const [error, setError] = useState<unknown>()
  return {
    offered: offer,
    error,
    /** `says`: what was done. `undo` puts it back. */
    offer: (says: string, undo: () => Promise<unknown>) => {
      setError(undefined)
      setOffer({ says, undo })
    },
    forget: () => setOffer(undefined),
    putBack: () => {
      setOffer(undefined)
      offer?.undo().catch(setError)
    },
  }
}

/** For ten seconds what was done can be put back; the focus goes there when it would be lost. */
export function UndoBar({ undo: { offered, error, forget, putBack }, label }: { undo: Undo; label: string }) {
  const button = useRef<HTMLButtonElement>(null)
  const forgetting = useRef(forget)
  forgetting.current = forget
  const reason = useReason(error)
  useEffect(() => {
    if (!offered) return
    const { activeElement } = document
    if (activeElement === null || activeElement === document.body) button.current?.focus()
    const timer = setTimeout(() => forgetting.current(), undoMs)
    return () => clearTimeout(timer)
  }, [offered])
  return (
    <>
      <div role="status">
        {offered && (
          <div className={classes.undo}>
            <span>{offered.says}</span>
            <button type="button" ref={button} className={classes.button} onClick={putBack}>
              {label}
            </button>
          </div>
        )}
      </div>
      {error !== undefined && (
        <p role="alert" className={classes.failed}>
          {reason}
        </p>
      )}
    </>
  )
}
