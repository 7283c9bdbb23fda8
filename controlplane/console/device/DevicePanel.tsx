import { useTranslation } from 'react-i18next'
import type { SetEnrolment } from '../../enrolment/api.ts'
import type { SetDetail } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { DeviceStatus } from '../parts/DeviceStatus.tsx'
import { useMay } from '../session/useMay.ts'
import { Fact, Facts } from '../ui/Facts.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import ui from '../ui/ui.module.css'
import { CertificateEnd } from './CertificateEnd.tsx'
import { Commands } from './Commands.tsx'
import { DeviceHistory } from './DeviceHistory.tsx'
import { Doors } from './Doors.tsx'
import classes from './device.module.css'
import { whyQuestioned } from './deviceWords.ts'
import { useEnrolment } from './useEnrolment.ts'

/** Who the device of a set is, how it gets through, and what may be done with it. */
export function DevicePanel({ set }: { set: SetDetail }) {
  const { t } = useTranslation()
  if (!useMay('seeDevices').may) return null
  return (
    <Panel anchor="toestel" title={t('device.title')}>
      <Fetched set={set} />
    </Panel>
  )
}

function Fetched({ set }: { set: SetDetail }) {
  const { t } = useTranslation()
  const { data: enrolment, error, refetch } = useEnrolment(set.label)
  if (enrolment) return <Known set={set} enrolment={enrolment} />
  if (!error) return <Skeleton rows={3} />
  return <Refused what={t('device.failed')} error={error} retry={() => void refetch()} />
}

function Known({ set, enrolment }: { set: SetDetail; enrolment: SetEnrolment }) {
  const { t } = useTranslation()
  const { device, authority } = enrolment
  return (
    <>
      {!authority && (
        <div className={classes.noAuthority}>
          <p>{t('device.noAuthority')}</p>
          <p className={ui.soft}>{t('device.noAuthorityNext')}</p>
          <code>npm run authority -- create</code>
        </div>
      )}
      <Facts>
        <Fact label={t('device.fact.state')}>
          {device ? (
            <DeviceStatus state={device.state} />
          ) : (
            <span className={ui.soft}>{t('device.none')}</span>
          )}
          {device?.state === 'questioned' && (
            <div className={classes.why}>
              <p>{t(`device.why.${whyQuestioned(enrolment)}`)}</p>
              <p>{t('device.questionedHelp')}</p>
            </div>
          )}
        </Fact>
        {device && authority && <CertificateEnd certificates={enrolment.certificates} />}
        {device && <Doors facts={set.facts} />}
        {device && (
          <Fact label={t('device.fact.id')}>
            <code className={ui.soft}>{device.id}</code>
          </Fact>
        )}
      </Facts>
      <Commands set={set} enrolment={enrolment} />
      <DeviceHistory enrolment={enrolment} />
    </>
  )
}
