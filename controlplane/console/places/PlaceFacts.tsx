import { useTranslation } from 'react-i18next'
import type { LocationDetail } from '../../overview/locations/api.ts'
import { Fact, Facts } from '../ui/Facts.tsx'
import ui from '../ui/ui.module.css'
import { FactsForm } from './FactsForm.tsx'
import { factsOf } from './facts.ts'
import { PlaceSection } from './PlaceSection.tsx'

/** What is known of the place, changed where it stands. */
export function PlaceFacts({ place }: { place: LocationDetail }) {
  const { t } = useTranslation()
  return (
    <PlaceSection
      place={place}
      id="facts"
      title={t('places.facts')}
      changeLabel={t('places.changeFacts')}
      form={form => <FactsForm {...form} place={place} />}
    >
      <Facts>
        {factsOf(place.kind).map(name => (
          <Fact key={name} label={t(`places.fields.${name}`)}>
            {said(place[name])}
          </Fact>
        ))}
        {isSchool(place) && (
          <Fact label={t('places.fields.level')}>
            {said(place.level && t(`places.level.${place.level}`))}
          </Fact>
        )}
      </Facts>
    </PlaceSection>
  )

  function said(value: string | null) {
    return value ?? <span className={ui.soft}>{t('places.notKnown')}</span>
  }
}

const isSchool = ({ kind }: LocationDetail) => kind === 'school'
