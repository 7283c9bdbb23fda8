import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { pageRows, parseTrajectoriesAddress, type TrajectoriesAddress } from './address.ts'
import classes from './trajectories.module.css'

/** Which rows are shown, and the way to those before and after. */
export function PageLinks({ address, total }: { address: TrajectoriesAddress; total: number }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const from = Number(address.from ?? 0)
  const to = (from: number) => parseTrajectoriesAddress({ ...address, from: String(from) })
  return (
    <div className={classes.foot}>
      <span role="status" className={ui.soft}>
        {t('trajectories.shown', {
          first: formats.number(Math.min(from + 1, total)),
          last: formats.number(Math.min(from + pageRows, total)),
          total: formats.number(total),
        })}
      </span>
      <nav aria-label={t('trajectories.pages')}>
        {from > 0 && (
          <Link to="/trajectories" search={to(Math.max(0, from - pageRows))} className={ui.button}>
            <IconChevronLeft size={16} aria-hidden /> {t('trajectories.previous')}
          </Link>
        )}
        {from + pageRows < total && (
          <Link to="/trajectories" search={to(from + pageRows)} className={ui.button}>
            {t('trajectories.next')} <IconChevronRight size={16} aria-hidden />
          </Link>
        )}
      </nav>
    </div>
  )
}
