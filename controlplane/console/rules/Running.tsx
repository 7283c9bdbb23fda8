import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import ui from '../ui/ui.module.css'
import classes from './rules.module.css'

/** The server gives up after this. */
const secondsMax = 120

/** That it runs, and how long already: it may take two minutes. */
export function Running() {
  const { t } = useTranslation()
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const began = performance.now()
    const timer = setInterval(() => setSeconds(Math.floor((performance.now() - began) / 1000)), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <div className={classes.running}>
      <p role="status">{t('rules.replay.running')}</p>
      <progress max={secondsMax} value={seconds} aria-label={t('rules.replay.running')} />
      <span className={ui.soft} aria-hidden>
        {t('rules.replay.elapsed', { seconds })}
      </span>
    </div>
  )
}
