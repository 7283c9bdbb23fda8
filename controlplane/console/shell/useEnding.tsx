import { IconClock } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askMe } from '../data/askMe.ts'
import { confirmed } from '../data/confirming.ts'
import { loseStanding } from '../data/standing.ts'
import { onTouch } from '../data/touch.ts'
import { useHere } from '../session/useHere.ts'
import { useMe } from '../session/useMe.ts'
import { Button, buttonLook } from '../ui/Button.tsx'
import { serverNow, useNow } from '../ui/clock.ts'
import type { Notice } from './notices.ts'

const minuteMs = 60_000
/** How long before the end of a sign-in it is said. */
const saidMs = 2 * minuteMs
/** How often a page in use tells the server so, when it asks nothing else. */
const keptEveryMs = 5 * minuteMs
/** A server that does not answer cannot say that a sign-in has ended; this long after it, the page believes it. */
const believedMs = 30_000
const grainMs = 5_000

/** Says in time that the sign-in will end, and how to stay. */
export function useEnding(): Notice | undefined {
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
    if (!mustAsk) return
    const isOver = Math.min(idleEndsAt, endsAt) - now < -believedMs
    // Also after a long sleep the server is asked first.
    void askMe().then(answered => isOver && !answered && loseStanding())
  }, [mustAsk, idleEndsAt, endsAt, now])
  useKept()
  if (!isNear || !isKnown) return undefined

  const isLongest = endsAt <= idleEndsAt
  const count = Math.floor(left / minuteMs + 0.5)
  return {
    key: 'ending',
    icon: IconClock,
    says: count < 1 ? t('people.ending.now') : t('people.ending.soon', { count }),
    rest: t(isLongest ? 'people.ending.longest' : 'people.ending.idle'),
    acts: !isLongest ? (
      <Button onClick={() => void askMe()}>{t('people.ending.stay')}</Button>
    ) : how === 'provider' ? (
      <a className={buttonLook()} href={`/api/sign-in/provider?to=${here}`}>
        {t('people.ending.again')}
      </a>
    ) : (
      <Button onClick={() => void confirmed()}>{t('people.ending.again')}</Button>
    ),
  }
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
