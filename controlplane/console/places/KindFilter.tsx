import { useTranslation } from 'react-i18next'
import { locationKinds } from '../../locations/rules.ts'
import type { LocationsPage } from '../../overview/locations/api.ts'
import { Toggle, Toggles } from '../ui/Toggles.tsx'
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
    <Toggles label={t('places.filter')}>
      {locationKinds.map(kind => (
        <Toggle
          key={kind}
          isOn={chosen.includes(kind)}
          press={() => change(withKind(address, kind))}
          count={counts && formats.number(counts[kind])}
        >
          {t(`places.kinds.${kind}`)}
        </Toggle>
      ))}
    </Toggles>
  )
}
