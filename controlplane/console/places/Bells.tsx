import { useTranslation } from 'react-i18next'
import type { LocationDetail } from '../../overview/locations/api.ts'
import { Fact, Facts } from '../ui/Facts.tsx'
import ui from '../ui/ui.module.css'
import { useWeekdays } from '../ui/useWeekdays.ts'
import { BellsForm } from './BellsForm.tsx'
import { saySpans, schoolDays, spansOn, weekDays } from './bells.ts'
import { PlaceSection } from './PlaceSection.tsx'

/** From when until when the school is open, by weekday. */
export function Bells({ place }: { place: LocationDetail }) {
  const { t } = useTranslation()
  return (
    <PlaceSection
      place={place}
      id="bells"
      title={t('places.bells.title')}
      changeLabel={t('places.changeBells')}
      form={form => <BellsForm {...form} bells={place.bells} save={bells => form.save({ bells })} />}
    >
      <Week bells={place.bells} />
    </PlaceSection>
  )
}

function Week({ bells }: { bells: LocationDetail['bells'] }) {
  const { t } = useTranslation()
  const weekdays = useWeekdays()
  if (bells === null)
    return (
      <>
        <p>{t('places.bells.none')}</p>
        <p className={ui.soft}>{t('places.bells.noneWhy')}</p>
      </>
    )
  const days = bells.some(([day]) => day > schoolDays.length) ? weekDays : schoolDays
  return (
    <Facts>
      {days.map(day => (
        <Fact key={day} label={weekdays[day - 1]}>
          {saySpans(spansOn(bells, day)) || <span className={ui.soft}>{t('places.bells.free')}</span>}
        </Fact>
      ))}
    </Facts>
  )
}
