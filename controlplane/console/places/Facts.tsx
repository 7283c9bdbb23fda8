import { useTranslation } from 'react-i18next'
import type { LocationDetail } from '../../overview/locations/api.ts'
import ui from '../ui/ui.module.css'
import { FactsForm } from './FactsForm.tsx'
import { factsOf } from './facts.ts'
import { PlaceSection } from './PlaceSection.tsx'
import classes from './places.module.css'

/** What is known of the place, changed where it stands. */
export function Facts({ place }: { place: LocationDetail }) {
  const { t } = useTranslation()
  return (
    <PlaceSection
      place={place}
      id="facts"
      title={t('places.facts')}
      changeLabel={t('places.changeFacts')}
      form={form => <FactsForm {...form} place={place} />}
    >
      <dl className={classes.facts}>
        {factsOf(place.kind).map(name => (
          <div key={name}>
            <dt>{t(`places.fields.${name}`)}</dt>
            <dd>{said(place[name])}</dd>
          </div>
        ))}
        {isSchool(place) && (
          <div>
            <dt>{t('places.fields.level')}</dt>
            <dd>{said(place.level && t(`places.level.${place.level}`))}</dd>
          </div>
        )}
      </dl>
    </PlaceSection>
  )

  function said(value: string | null) {
    return value ?? <span className={ui.soft}>{t('places.notKnown')}</span>
  }
}

const isSchool = ({ kind }: LocationDetail) => kind === 'school'
