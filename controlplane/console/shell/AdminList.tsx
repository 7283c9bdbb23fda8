import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe } from '../session/useMe.ts'
import classes from './admin.module.css'
import { adminOf, pages } from './pages.ts'

/** Everything of Beheer that the person may see, in its groups. */
export function AdminList() {
  const { t } = useTranslation()
  const { roles } = useMe()
  return (
    <nav className={classes.list} aria-label={t('admin.links')}>
      {adminOf(roles).map(group => (
        <div key={group.key}>
          <h2 id={`admin-${group.key}`}>{t(`admin.group.${group.key}`)}</h2>
          <ul aria-labelledby={`admin-${group.key}`}>
            {group.pages.map(name => (
              <li key={name}>
                <Link to={pages[name].to} activeOptions={{ includeSearch: false }}>
                  {t(`pages.${name}`)}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
