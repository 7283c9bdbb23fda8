import { useTranslation } from 'react-i18next'
import type { LocationRow } from '../../overview/locations/api.ts'

type Named = Pick<LocationRow, 'code' | 'kind' | 'name' | 'municipality'>

/** A place as people name it, with its code: homes have no name. */
export function usePlaceName(): (place: Named) => string {
  const { t } = useTranslation()
  return ({ code, kind, name, municipality }) => {
    const words = [name ?? t(`places.kind.${kind}`), municipality].filter(Boolean).join(', ')
    return `${words} · ${code}`
  }
}
