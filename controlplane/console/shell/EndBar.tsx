import { IconClock } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askMe } from '../data/askMe.ts'
import { confirmed } from '../data/confirming.ts'
import { loseStanding } from '../data/standing.ts'
import { onTouch } from '../data/touch.ts'
import classes from '../session/session.module.css'
import { useHere } from '../session/useHere.ts'
import { useMe } from '../session/useMe.ts'
import { Button, buttonLook } from '../ui/Button.tsx'
import { serverNow, useNow } from '../ui/clock.ts'
import shell from './shell.module.css'

const minuteMs = 60_000
/** How long before the end of a sign-in it is said. */
const saidMs = 2 * minuteMs
/** How often a page in use tells the server so, when it asks nothing else. */
const keptEveryMs = 5 * minuteMs
/** A server that does not answer cannot say that a sign-in has ended; this long after it, the page believes it. */
const believedMs = 30_000
const grainMs = 5_000

/** Says in time that the sign-in will end, and how to stay. */
export function EndBar() {
  const { t } = useTranslation()
  const { at, how, idleEndsAt, endsAt } = useMe()
  const now = useNow(grainMs)
  const here = useHere()
  const left = Math.min(idleEndsAt, endsAt) - now
  const isNear = left < saidMs
  // The end of the idle half hour moves on without this page hearing so: near it, it asks once more.
  const isKnown = at > Math.min(idleEndsAt, endsAt) - saidMs - grainMs
  const mustAsk = (isNear && !isKnown) || left <= 0
  // At every tick, until the answer is there.
  useEffect(() => {
    if (Math.min(idleEndsAt, endsAt) - now < -believedMs) loseStanding()
    else if (mustAsk) void askMe()
  }, [mustAsk, idleEndsAt, endsAt, now])
  useKept()

  const isLongest = endsAt <= idleEndsAt
  const count = Math.floor(left / minuteMs + 0.5)
  return (
    <div role="status">
      {isNear && isKnown && (
        <div className={`${shell.staleBar} ${classes.endBar}`}>
          <IconClock size={16} aria-hidden />
          <span>
            <strong>{count < 1 ? t('people.ending.now') : t('people.ending.soon', { count })}</strong>{' '}
            {t(isLongest ? 'people.ending.longest' : 'people.ending.idle')}
          </span>
          {!isLongest ? (
            <Button onClick={() => void askMe()}>{t('people.ending.stay')}</Button>
          ) : how === 'provider' ? (
            <a className={buttonLook()} href={`/api/sign-in/provider?to=${here}`}>
              {t('people.ending.again')}
            </a>
          ) : (
            <Button onClick={() => void confirmed()}>{t('people.ending.again')}</Button>
          )}
        </div>
      )}
    </div>
  )
}

/** Somebody who only reads and scrolls is there too. */
function useKept() {
  const [toldAt] = useState(() => ({ at: serverNow() }))
  useEffect(
    () =>
      onTouch(() => {
        if (serverNow() - toldAt.at < keptEveryMs) return
        toldAt.at = serverNow()
        void askMe()
      }),
    [toldAt],
  )
}
