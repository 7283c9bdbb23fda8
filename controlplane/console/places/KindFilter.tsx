import { useTranslation } from 'react-i18next'
import { locationKinds } from '../../locations/rules.ts'
import type { LocationsPage } from '../../overview/locations/api.ts'
import admin from '../ui/lists.module.css'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { chosenKinds, type PlacesAddress, withKind } from './address.ts'

type Props = {
  address: PlacesAddress
  change: (address: PlacesAddress) => void
  counts: LocationsPage['kinds'] | undefined
}

/** The kinds with how many there are of each that match what was searched. */
export function KindFilter({ address, change, counts }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const chosen = chosenKinds(address.kind)
  return (
    <fieldset className={admin.concerns}>
      <legend className={ui.hidden}>{t('places.filter')}</legend>
      {locationKinds.map(kind => (
        <button
          key={kind}
          type="button"
          className={ui.button}
          aria-pressed={chosen.includes(kind)}
          onClick={() => change(withKind(address, kind))}
        >
          {t(`places.kinds.${kind}`)}
          {counts && <span className={admin.count}>{formats.number(counts[kind])}</span>}
        </button>
      ))}
    </fieldset>
  )
}
