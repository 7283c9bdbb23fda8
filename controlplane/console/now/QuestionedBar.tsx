import { IconHelpHexagonFilled } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { cloneCauses } from '../../devices/device/rules.ts'
import type { Board } from '../../overview/board/api.ts'
import { Moment } from '../ui/Moment.tsx'
import classes from './questioned.module.css'

const namedMax = 3

/** Devices about which an administrator has to decide: which, why, since when. */
export function QuestionedBar({ questioned }: Pick<Board, 'questioned'>) {
  const { t } = useTranslation()
  const more = questioned.length - namedMax
  return (
    <div role="status">
      {questioned.length > 0 && (
        <div className={classes.bar}>
          <IconHelpHexagonFilled size={16} aria-hidden />
          <div>
            <strong>{t('device.questioned.title', { count: questioned.length })}</strong>
            <ul>
              {questioned.slice(0, namedMax).map(({ set, cause, since }) => (
                <li key={set}>
                  <Link to="/sets/$label" params={{ label: set }} hash="toestel">
                    <code>{set}</code>
                  </Link>{' '}
                  {t(`device.why.${whyOf(cause)}`)} {since !== null && <Moment at={since} ago="alone" />}
                </li>
              ))}
              {more > 0 && (
                <li>
                  <Link to="/sets" search={{ device: 'questioned' }}>
                    {t('device.questioned.more', { count: more })}
                  </Link>
                </li>
              )}
            </ul>
          </div>
        </div>
      )}
    </div>
  )
}

function whyOf(cause: Board['questioned'][number]['cause']) {
  return cloneCauses.find(sign => sign === cause) ?? 'unknown'
}
