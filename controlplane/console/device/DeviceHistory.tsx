import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SetEnrolment } from '../../enrolment/api.ts'
import { useMe } from '../session/useMe.ts'
import { Button } from '../ui/Button.tsx'
import { Timeline } from '../ui/Timeline.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import classes from './device.module.css'
import { isKnownCause, type Moment as LifeMoment, momentsOf } from './deviceWords.ts'

const shownAtFirst = 5

/** The life of the device, newest first. */
export function DeviceHistory({ enrolment }: { enrolment: SetEnrolment }) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const moments = momentsOf(enrolment)
  const hidden = all ? 0 : Math.max(0, moments.length - shownAtFirst)
  return (
    <>
      <h3 className={classes.historyHead}>{t('device.history')}</h3>
      {moments.length === 0 && <p className={ui.soft}>{t('device.historyNone')}</p>}
      <Timeline
        happenings={moments.slice(0, moments.length - hidden).map((moment, order) => ({
          key: `${moment.at} ${moment.kind} ${order}`,
          at: moment.at,
          says: <Line moment={moment} />,
        }))}
      />
      {hidden > 0 && (
        <Button look="quiet" onClick={() => setAll(true)}>
          {t('device.historyMore', { count: hidden })}
        </Button>
      )}
    </>
  )
}

function Line({ moment }: { moment: LifeMoment }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { account } = useMe()
  if (moment.kind === 'issued') return <span>{t('device.issued', { day: formats.date(moment.until) })}</span>
  if (moment.kind === 'token') {
    return <span>{t('device.token', { state: t(`device.code.state.${moment.state}`) })}</span>
  }
  if (moment.kind === 'earlier') {
    return <span>{t('device.earlier', { state: t(`device.state.${moment.state}`) })}</span>
  }
  if (moment.kind !== 'cause') return <span>{t(`device.${moment.kind}`)}</span>
  const { cause, actor, firstName } = moment
  const sayActor = (actor: string) => {
    if (actor === account.id) return t('device.actor.me')
    if (actor === 'server') return t('device.actor.server')
    return firstName ?? t('device.actor.colleague')
  }
  return (
    <span>
      {isKnownCause(cause) ? t(`device.cause.${cause}`) : cause}
      {actor !== null && <span className={ui.soft}> {t('device.by', { actor: sayActor(actor) })}</span>}
    </span>
  )
}
