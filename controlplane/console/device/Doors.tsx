import { IconBarrierBlockFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type DoorKind, type DoorOutcome, type DoorOutcomes, doorKinds } from '../../../protocol/doors.ts'
import type { SetDetail } from '../data/fetch.ts'
import { Fact } from '../ui/Facts.tsx'
import { Status } from '../ui/Status.tsx'
import { Unknown } from '../ui/Unknown.tsx'
import ui from '../ui/ui.module.css'
import classes from './device.module.css'

/** By which way the set gets through, what keeps the others shut, and what to ask whom. */
export function Doors({ facts }: Pick<SetDetail, 'facts'>) {
  const { t } = useTranslation()
  const known = <Value,>(name: string) => facts.find(fact => fact.name === name)?.value as Value | undefined
  const door = known<DoorKind>('door')
  const doors = known<DoorOutcomes>('doors')
  const others = doorKinds.filter(kind => kind !== door && doors?.[kind] !== undefined)
  return (
    <>
      <Fact label={t('device.fact.door')}>{door === undefined ? <Unknown /> : <OpenDoor kind={door} />}</Fact>
      {doors && others.length > 0 && (
        <Fact label={t('device.fact.doors')}>
          <ul className={classes.doors}>
            {others.map(kind => (
              <li key={kind}>
                <Shut kind={kind} outcome={doors[kind]} />
              </li>
            ))}
          </ul>
        </Fact>
      )}
    </>
  )
}

function OpenDoor({ kind }: { kind: DoorKind }) {
  const { t } = useTranslation()
  if (kind !== 'beacon') return t(`device.doorKind.${kind}`)
  return (
    <Status tone="soon" icon={IconBarrierBlockFilled}>
      {t('device.doorKind.beacon')}
    </Status>
  )
}

function Shut({ kind, outcome }: { kind: DoorKind; outcome: DoorOutcome }) {
  const { t } = useTranslation()
  const isCalm = outcome === 'open' || outcome === 'not_tried'
  return (
    <>
      <span>{t(`device.doorKind.${kind}`)}</span>{' '}
      <span className={isCalm ? ui.soft : classes.shut}>{t(`device.outcome.${outcome}`)}</span>
      {!isCalm && <p className={ui.soft}>{t(`device.advice.${outcome}`)}</p>}
    </>
  )
}
