import { Link, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { usePages } from './pages.ts'
import classes from './shell.module.css'

export function Rail() {
  const { t } = useTranslation()
  const pages = usePages()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const isInAdmin =
    path.startsWith('/admin') &&
    !pages.some(({ key, to }) => key !== 'admin' && path.startsWith(to) && to !== '/')
  return (
    <nav className={classes.rail} aria-label={t('shell.pages')}>
      <span className={classes.brand}>Setwacht</span>
      {pages.map(({ key, to, icon: Icon }) => (
        <Link
          key={key}
          to={to}
          className={classes.railLink}
          activeOptions={{ exact: to === '/', includeSearch: false }}
          {...(key === 'admin' && isInAdmin && { 'data-status': 'active' })}
        >
          <Icon size={20} aria-hidden stroke={1.75} />
          <span className={classes.railWord}>{t(`pages.${key}`)}</span>
        </Link>
      ))}
    </nav>
  )
}
