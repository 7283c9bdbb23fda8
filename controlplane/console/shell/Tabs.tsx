import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe } from '../session/useMe.ts'
import type { PageName } from './areas.ts'
import { besides, pages } from './pages.ts'
import classes from './tabs.module.css'

/** The pages that lie beside this one, as tabs above it. */
export function Tabs({ page }: { page: PageName }) {
  const { t } = useTranslation()
  const { roles } = useMe()
  const all = besides(roles, page)
  if (all.length === 0) return null
  return (
    <nav className={classes.tabs} aria-label={t('shell.besides')}>
      {all.map(name => (
        <Link key={name} to={pages[name].to} activeOptions={{ exact: true, includeSearch: false }}>
          {t(`pages.${name}`)}
        </Link>
      ))}
    </nav>
  )
}
