import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CalendarAnswer } from '../../calendar/api.ts'
import { ask } from '../data/fetch.ts'
import { useMay } from '../session/useMay.ts'
import { Panel } from '../ui/Panel.tsx'
import ui from '../ui/ui.module.css'
import { ClosedDayForm } from './ClosedDayForm.tsx'
import { ClosedList } from './ClosedList.tsx'

type Props = { calendar: CalendarAnswer; location: string | undefined }

/** The days that somebody closed: for every site, and for the one that is chosen. */
export function CloseADay({ calendar: { closed }, location }: Props) {
  const { t } = useTranslation()
  const mayAll = useMay('changeCalendar').may
  const maySite = useMay('changeLocations').may
  const site = useQuery({
    queryKey: ['location', location],
    queryFn: ({ signal }) => ask('/api/locations/:code', { code: location! }, {}, signal),
    enabled: location !== undefined,
  })
  const locations = [
    ...(location !== undefined && maySite ? [{ code: location, says: site.data?.name ?? location }] : []),
    ...(mayAll ? [{ code: null, says: t('calendar.everybody') }] : []),
  ]
  return (
    <Panel title={t('calendar.lists.closed')} level={3}>
      {closed.length === 0 && <p className={ui.soft}>{t('calendar.none')}</p>}
      <ClosedList
        days={closed}
        mayRemove={({ location }) => (location === null ? mayAll : maySite)}
        siteSays={t('calendar.mark.site')}
      />
      {locations.length > 0 && <ClosedDayForm key={location} locations={locations} closed={closed} />}
    </Panel>
  )
}
