import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useWhy } from '../data/refusals/useWhy.ts'
import { Button } from '../ui/Button.tsx'
import type { Report } from './many.ts'
import classes from './queue.module.css'

type Props = { report: Report | undefined; forget: () => void }

/** What could not be done with which, in the words of each; nothing when all could. */
export function Refusals({ report, forget }: Props) {
  const { t } = useTranslation()
  if (!report || report.refused.length === 0) return null
  const { done, refused } = report
  return (
    <div role="alert" className={classes.refusals}>
      <p>
        {t('queue.many.refused', { count: refused.length })}{' '}
        {done.length > 0 && t('queue.many.others', { count: done.length })}
      </p>
      <ul>
        {refused.map(({ no, error }) => (
          <li key={no}>
            <Link to="/tickets/$no" params={{ no: String(no) }} search={{}}>
              {t('ticket.number', { no })}
            </Link>
            : <Reason error={error} />
          </li>
        ))}
      </ul>
      <Button look="quiet" onClick={forget}>
        {t('queue.many.read')}
      </Button>
    </div>
  )
}

function Reason({ error }: { error: unknown }) {
  const why = useWhy(error)
  return <>{[why?.says, why?.next].filter(Boolean).join(' ')}</>
}
