import { IconClock, IconTool } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { MaintenanceNow } from '../../signals/maintenance/api.ts'
import { Refused } from '../data/Refused.tsx'
import { offerUndo } from '../data/undo.ts'
import { Button } from '../ui/Button.tsx'
import { Moment } from '../ui/Moment.tsx'
import { Status } from '../ui/Status.tsx'
import ui from '../ui/ui.module.css'
import classes from './maintenance.module.css'
import { useEnd, usePlan } from './useMaintenance.ts'

type Props = { rows: readonly MaintenanceNow[]; at: number }

/** What is under way and what is to come, each ended in one press. `at`: when this held; ms since 1970 UTC. */
export function MaintenanceList({ rows, at }: Props) {
  const { t } = useTranslation()
  const [end, plan] = [useEnd(), usePlan()]
  const stop = ({ id, scope, from, until }: MaintenanceNow) =>
    end.mutate(id, {
      onSuccess: () =>
        offerUndo(t('maintenance.ended', { what: scope.code }), () =>
          plan.mutateAsync({ scope, from, until }),
        ),
    })
  return (
    <>
      <ul className={classes.list}>
        {rows.map(row => (
          <Line key={row.id} row={row} isOn={row.from <= at} isBusy={end.isPending} stop={() => stop(row)} />
        ))}
      </ul>
      <Refused error={end.error} />
    </>
  )
}

type LineProps = { row: MaintenanceNow; isOn: boolean; isBusy: boolean; stop: () => void }

function Line({ row: { scope, from, until, by }, isOn, isBusy, stop }: LineProps) {
  const { t } = useTranslation()
  const what = scope.code
  return (
    <li>
      <Status tone="plain" icon={isOn ? IconTool : IconClock}>
        {t(isOn ? 'maintenance.now' : 'maintenance.later')}
      </Status>
      <strong>
        <Where scope={scope} />
      </strong>
      <span>
        <Moment at={from} ago="none" /> {t('maintenance.span')} <Moment at={until} ago="none" />
      </span>
      <span className={ui.soft}>
        {t('maintenance.by', { name: by.firstName || t('maintenance.somebody') })}
      </span>
      <Button
        look="quiet"
        aria-label={t(isOn ? 'maintenance.stopOf' : 'maintenance.cancelOf', { what })}
        disabled={isBusy}
        onClick={stop}
      >
        {t(isOn ? 'maintenance.stop' : 'maintenance.cancel')}
      </Button>
    </li>
  )
}

function Where({ scope: { kind, code } }: Pick<MaintenanceNow, 'scope'>) {
  if (kind === 'set')
    return (
      <Link to="/sets/$label" params={{ label: code }} search={{}}>
        {code}
      </Link>
    )
  if (kind === 'trajectory')
    return (
      <Link to="/trajectories/$code" params={{ code }}>
        {code}
      </Link>
    )
  return (
    <Link to="/locations/$code" params={{ code }}>
      {code}
    </Link>
  )
}
