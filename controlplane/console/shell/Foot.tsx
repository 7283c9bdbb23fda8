import { useEffect, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Refused } from '../data/Refused.tsx'
import { type Done, forget, type Offer, putBack, useDone } from '../data/undo.ts'
import { Button } from '../ui/Button.tsx'
import { takeLostFocus, takeLostFocusTo } from '../ui/focus.ts'
import { usePreferences } from '../ui/preferences.ts'
import classes from './foot.module.css'

const undoMs = 10_000
/** Why it could not be put back is read, and asks for nothing. */
const failedMs = 30_000

/** What was just done, wherever that was: for ten seconds it can be put back from here. */
export function Foot() {
  const done = useDone()
  return (
    <div className={classes.foot} data-floats>
      <div role="status">
        {done && done.state !== 'failed' && (
          <Offered offer={done.offer} isPending={done.state === 'pending'} key={done.offer.number} />
        )}
      </div>
      {done?.state === 'failed' && <Failed {...done} key={done.number} />}
    </div>
  )
}

function Offered({ offer, isPending }: { offer: Offer; isPending: boolean }) {
  const { t } = useTranslation()
  const { shortcuts } = usePreferences()
  const button = useRef<HTMLButtonElement>(null)
  useForgetting(offer.number, undoMs)
  useEffect(() => takeLostFocus(() => button.current?.focus({ preventScroll: true })), [])
  useLayoutEffect(
    () => () => {
      const { returnTo } = offer
      if (returnTo !== undefined && document.activeElement === button.current) takeLostFocusTo(returnTo)
    },
    [offer],
  )
  return (
    <div className={classes.said}>
      <span>{offer.says}</span>
      <Button
        ref={button}
        aria-disabled={isPending}
        aria-keyshortcuts={shortcuts ? 'u' : undefined}
        onClick={() => void putBack()}
      >
        {t('foot.undo')}
      </Button>
    </div>
  )
}

function Failed({ number, error }: Extract<Done, { state: 'failed' }>) {
  useForgetting(number, failedMs)
  return (
    <div className={classes.said}>
      <Refused error={error} />
    </div>
  )
}

function useForgetting(number: number, afterMs: number) {
  useEffect(() => {
    const timer = setTimeout(() => forget(number), afterMs)
    return () => clearTimeout(timer)
  }, [number, afterMs])
}
