import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { takeLostFocus, takeLostFocusTo } from '../ui/focus.ts'
import classes from '../ui/undo.module.css'
import { Refused } from './Refused.tsx'

const undoMs = 10_000

/** `returnTo`: the id of what gets the focus back when the offer goes. */
type Offer = { says: string; undo: () => Promise<unknown>; returnTo: string | undefined; number: number }
export type Undo = ReturnType<typeof useUndo>

/** Remembers what was done for as long as it can be put back. */
export function useUndo() {
  const [offered, setOffered] = useState<Offer>()
  const [error, setError] = useState<unknown>()
  const [isPending, setIsPending] = useState(false)
  /** `says`: what was done. `undo` puts it back. */
  const offer = useCallback((says: string, undo: Offer['undo'], returnTo?: string) => {
    setError(undefined)
    setOffered(before => ({ says, undo, returnTo, number: (before?.number ?? 0) + 1 }))
  }, [])
  const forget = useCallback(() => setOffered(undefined), [])
  const putBack = () => {
    if (!offered || isPending) return
    setIsPending(true)
    offered
      .undo()
      .catch(setError)
      .finally(() => {
        setIsPending(false)
        setOffered(known => (known === offered ? undefined : known))
      })
  }
  return { offered, error, isPending, offer, forget, putBack }
}

type Props = {
  undo: Undo
  label: string
  /** Over the page, at its end: for what is done far from here. */
  floats?: boolean
}

/** For ten seconds what was done can be put back; the focus goes there when it would be lost. */
export function UndoBar({ undo, label, floats = false }: Props) {
  const { offered, error } = undo
  return (
    <div className={floats ? classes.floating : undefined}>
      <div role="status">
        {offered && <Offered key={offered.number} offered={offered} undo={undo} label={label} />}
      </div>
      {error !== undefined && <Refused error={error} />}
    </div>
  )
}

function Offered({ offered, undo, label }: { offered: Offer } & Pick<Props, 'undo' | 'label'>) {
  const button = useRef<HTMLButtonElement>(null)
  const { forget } = undo
  useEffect(() => {
    const timer = setTimeout(forget, undoMs)
    return () => clearTimeout(timer)
  }, [forget])
  useEffect(() => takeLostFocus(() => button.current?.focus({ preventScroll: true })), [])
  useLayoutEffect(
    () => () => {
      const { returnTo } = offered
      if (returnTo !== undefined && document.activeElement === button.current) takeLostFocusTo(returnTo)
    },
    [offered],
  )
  return (
    <div className={classes.undo}>
      <span>{offered.says}</span>
      <Button ref={button} aria-disabled={undo.isPending} onClick={undo.putBack}>
        {label}
      </Button>
    </div>
  )
}
