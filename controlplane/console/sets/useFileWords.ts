import { useTranslation } from 'react-i18next'
import { setFileColumns } from '../../overview/sets/file-api.ts'
import { screenWords } from '../parts/screenWords.ts'

/** What this page calls codes and columns, for a file that speaks as it does. */
export function useFileWords(): string {
  const { t } = useTranslation()
  const all = { returnObjects: true } as const
  return screenWords({
    heading: Object.fromEntries(setFileColumns.map(({ id }) => [id, t(`sets.fileColumns.${id}`)])),
    kind: t('kind', all),
    presence: t('presence', all),
    camera: t('camera', all),
    interface: t('interface', all),
    simulated: t('sets.words.simulated', all),
    device: t('device.state', all),
    door: t('device.doorKind', all),
  })
}
