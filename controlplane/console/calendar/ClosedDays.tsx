import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { LocationDetail } from '../../overview/locations/api.ts'
import { useMay } from '../session/useMay.ts'
import { buttonLook } from '../ui/Button.tsx'
import { Panel } from '../ui/Panel.tsx'
import ui from '../ui/ui.module.css'
import { ClosedDayForm } from './ClosedDayForm.tsx'
import { ClosedList } from './ClosedList.tsx'

/** Days on which only this site is closed. */
export function ClosedDays({ place: { code, name, closed } }: { place: LocationDetail }) {
  const { t } = useTranslation()
  const may = useMay('changeLocations').may
  const days = closed.map(day => ({ ...day, location: code })).toSorted((a, b) => a.day.localeCompare(b.day))
  return (
    <Panel
      id="closed"
      title={t('places.closed.title')}
      aside={
        <Link to="/admin/calendar" search={{ location: code }} className={buttonLook('quiet')}>
          {t('places.closed.toCalendar')}
        </Link>
      }
    >
      {days.length === 0 && <p className={ui.soft}>{t('places.closed.none')}</p>}
      <ClosedList days={days} mayRemove={() => may} />
      {may && <ClosedDayForm locations={[{ code, says: name ?? code }]} closed={days} />}
    </Panel>
  )
}
