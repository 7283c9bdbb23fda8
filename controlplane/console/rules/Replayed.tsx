import { useTranslation } from 'react-i18next'
import type { RuleNow } from '../../signals/settings/api.ts'
import { Fact, Facts } from '../ui/Facts.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { DayBars } from './DayBars.tsx'
import { PlayedPairs } from './PlayedPairs.tsx'
import type { ReplayAnswer } from './replayAnswer.ts'
import classes from './rules.module.css'
import { useAmountWords } from './useAmountWords.ts'

type Props = {
  rule: RuleNow
  replayed: ReplayAnswer
  /** Whether it was asked of other numbers than those that hold. */
  isEdited: boolean
}

/** How often it fired, by day and of whom, beside what it did with the numbers that hold; and what is not known. */
export function Replayed({ rule, replayed, isEdited }: Props) {
  const { t } = useTranslation()
  const { today, edited } = replayed
  const isNever = today.fired === 0 && edited.fired === 0
  return (
    <>
      <div role="status">
        <Facts>
          <Fact label={t('rules.replay.today')}>
            <Times played={today} />
          </Fact>
          {isEdited && (
            <Fact label={t('rules.replay.edited')}>
              <Times played={edited} />
            </Fact>
          )}
        </Facts>
        {isNever && <p>{t('rules.replay.never')}</p>}
        {isEdited && !isNever && isSame(replayed) && <p>{t('rules.replay.same')}</p>}
      </div>
      {!isNever && <DayBars replayed={replayed} isEdited={isEdited} />}
      {!isNever && <PlayedPairs replayed={replayed} isEdited={isEdited} />}
      <Unknown rule={rule} replayed={replayed} />
    </>
  )
}

function Times({ played: { fired, nobody } }: { played: ReplayAnswer['today'] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const says = (count: number) => ({ count, number: formats.number(count) })
  const called = fired - nobody
  return (
    <>
      {t('rules.replay.times', says(fired))}
      {fired > 0 && `, ${t('rules.replay.tickets', says(called))}`}
    </>
  )
}

const isSame = ({ today, edited }: ReplayAnswer) => JSON.stringify(today) === JSON.stringify(edited)

/** What it could not look at: said always, for whoever decides by it. */
function Unknown({ rule, replayed }: Omit<Props, 'isEdited'>) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { time } = useAmountWords()
  const { subjects, silent, awayMs } = replayed
  const says = (count: number) => ({ count, number: formats.number(count) })
  return (
    <div className={classes.unknown}>
      <h4>{t('rules.replay.known')}</h4>
      <ul className={ui.soft}>
        <li>
          {t('rules.replay.looked', says(subjects))}
          {silent > 0 && ` ${t('rules.replay.silent', says(silent))}`}
        </li>
        {awayMs > 0 && <li>{t('rules.replay.away', { time: time(Math.ceil(awayMs / 60_000) * 60) })}</li>}
        <li>{t('rules.replay.lessons')}</li>
        {rule.of !== 'school' && <li>{t('rules.replay.homes')}</li>}
      </ul>
    </div>
  )
}
