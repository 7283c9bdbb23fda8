import { useTranslation } from 'react-i18next'
import type { WallRow } from '../../people/wall/api.ts'
import { Refused } from '../data/Refused.tsx'
import rows from '../parts/namedRows.module.css'
import { Button } from '../ui/Button.tsx'
import { takeLostFocusTo } from '../ui/focus.ts'
import { Moment } from '../ui/Moment.tsx'
import { useFormats } from '../ui/useTexts.ts'
import { wallNameId } from './NewWallForm.tsx'
import { useEndWall } from './useWalls.ts'

/** Each with who made it, when it was last on and until when it lasts. */
export function WallList({ walls }: { walls: readonly WallRow[] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const end = useEndWall()
  return (
    <>
      <ul className={rows.list}>
        {walls.map(({ id, name, madeBy, createdAt, usedAt, endsAt }) => (
          <li key={id}>
            <strong>{name}</strong>
            <span>
              {t('walls.made', { by: madeBy ?? t('walls.somebody'), day: formats.day(createdAt) })} ·{' '}
              {t('walls.until', { day: formats.day(endsAt) })} · {t('walls.seen')}{' '}
              <Moment at={usedAt} ago="alone" />
            </span>
            <Button
              look="quiet"
              aria-label={t('walls.endOf', { name })}
              disabled={end.isPending}
              onClick={() => end.mutate(id, { onSuccess: () => takeLostFocusTo(wallNameId) })}
            >
              {t('walls.end')}
            </Button>
          </li>
        ))}
      </ul>
      <Refused error={end.error} />
    </>
  )
}
