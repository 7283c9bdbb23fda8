import { useTranslation } from 'react-i18next'
import type { DayChange, LessonsAnswer } from '../../lessons/api.ts'
import { Refused } from '../data/Refused.tsx'
import { useMay } from '../session/useMay.ts'
import { Button } from '../ui/Button.tsx'
import { useNow } from '../ui/clock.ts'
import { changeIcons } from './changeIcons.ts'
import classes from './lessons.module.css'
import { useChangeWords } from './useChangeWords.ts'
import { holdingAt, useWithdrawChange } from './useLessons.ts'

const grainMs = 15_000

/** What was said of today and holds, by whom, taken back in one tap; what was said before, folded away. */
export function Holding({ code, lessons }: { code: string; lessons: LessonsAnswer }) {
  const { t } = useTranslation()
  const now = useNow(grainMs)
  const words = useChangeWords()
  const may = useMay('changeLessons').may
  const withdraw = useWithdrawChange(code)
  // A change of this second is not earlier than the clock's grain.
  const holding = holdingAt(lessons, Math.max(now, lessons.at))
  const earlier = lessons.changes.filter(change => !holding.includes(change))
  return (
    <>
      <ul className={classes.holding} aria-live="polite">
        {holding.map(change => {
          const Icon = changeIcons[change.kind]
          return (
            <li key={change.id} className={classes.held}>
              <Icon size={16} aria-hidden />
              <span>
                <strong>{words.what(change)}</strong>, {words.by(change)}
              </span>
              {may && (
                <Button
                  aria-label={`${t('lessons.undo')}: ${words.what(change)}`}
                  aria-disabled={withdraw.isPending}
                  onClick={() => withdraw.isPending || withdraw.mutate(change.id)}
                >
                  {t('lessons.undo')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      <Refused error={withdraw.error} />
      {earlier.length > 0 && <Earlier changes={earlier} />}
    </>
  )
}

function Earlier({ changes }: { changes: readonly DayChange[] }) {
  const { t } = useTranslation()
  const words = useChangeWords()
  return (
    <details className={classes.earlier}>
      <summary>{t('lessons.today.earlier', { count: changes.length })}</summary>
      <ul>
        {changes.map(change => (
          <li key={change.id}>
            {words.what(change)}, {words.by(change)}
            {change.withdrawnAt !== null && ` (${t('lessons.today.withdrawn')})`}
          </li>
        ))}
      </ul>
    </details>
  )
}
