import { useTranslation } from 'react-i18next'
import { Refused } from '../data/Refused.tsx'
import { useMay } from '../session/useMay.ts'
import { Page } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import ui from '../ui/ui.module.css'
import { NewWallForm } from './NewWallForm.tsx'
import { useWalls } from './useWalls.ts'
import { WallList } from './WallList.tsx'

/** Screens that show what goes on to who walks by: made here, and ended here. */
export function WallsPage() {
  const { t } = useTranslation()
  const { data, error, refetch } = useWalls()
  const may = useMay('makeWalls').may
  const count = data?.walls.length ?? 0
  return (
    <Page
      name={t('pages.walls')}
      headline={data ? t(count > 0 ? 'walls.headline' : 'walls.none', { count }) : t('pages.walls')}
      sub={t('walls.what')}
    >
      {may && <NewWallForm />}
      {data ? (
        count > 0 ? (
          <WallList walls={data.walls} />
        ) : (
          <p className={ui.soft}>{t('walls.noneNext')}</p>
        )
      ) : error ? (
        <Refused what={t('walls.failed')} error={error} retry={() => void refetch()} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
