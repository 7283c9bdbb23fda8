import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Folded } from '../ui/Folded.tsx'
import { Moment } from '../ui/Moment.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { type PlayedPair, playedPairs } from './playedPairs.ts'
import type { ReplayAnswer } from './replayAnswer.ts'
import classes from './rules.module.css'

/** More are folded. */
const shownMax = 12

type Props = { replayed: ReplayAnswer; isEdited: boolean }

/** Of whom it fired, with a way to their page. */
export function PlayedPairs({ replayed, isEdited }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const pairs = playedPairs(replayed)
  const rest = pairs.slice(shownMax)
  const named = Math.max(replayed.today.runs.length, replayed.edited.runs.length)
  const isCut = [replayed.today, replayed.edited].some(({ fired, runs }) => fired > runs.length)
  return (
    <>
      <h4>{t('rules.replay.pairs')}</h4>
      <List pairs={pairs.slice(0, shownMax)} isEdited={isEdited} />
      {rest.length > 0 && (
        <Folded says={t('rules.replay.more', { count: rest.length })}>
          <List pairs={rest} isEdited={isEdited} />
        </Folded>
      )}
      {isCut && <p className={ui.soft}>{t('rules.replay.cut', { number: formats.number(named) })}</p>}
    </>
  )
}

function List({ pairs, isEdited }: { pairs: readonly PlayedPair[]; isEdited: boolean }) {
  const { t } = useTranslation()
  return (
    <ul className={classes.pairs}>
      {pairs.map(({ subject, kind, code, today, edited, first }) => (
        <li key={subject}>
          {kind === 'sets' ? (
            <Link to="/sets/$label" params={{ label: code }} search={{}}>
              <code>{code}</code>
            </Link>
          ) : (
            <Link to="/trajectories/$code" params={{ code }}>
              <code>{code}</code>
            </Link>
          )}
          <span data-differs={isEdited && today !== edited}>
            {isEdited
              ? `${t('rules.replay.was', { count: today })}, ${t('rules.replay.becomes', { count: edited })}`
              : t('rules.replay.times', { count: today, number: today })}
          </span>
          <span className={ui.soft}>
            {t('rules.replay.first')} <Moment at={first} ago="none" />
          </span>
        </li>
      ))}
    </ul>
  )
}
