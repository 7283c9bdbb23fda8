import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFree } from '../queue/useFree.ts'
import { useMe } from '../session/useMe.ts'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { railItemAt, railOf } from './pages.ts'
import classes from './shell.module.css'
import { usePage } from './usePage.ts'

export function Rail() {
  const { t } = useTranslation()
  const { roles } = useMe()
  const formats = useFormats()
  const page = usePage()
  const free = useFree()?.now ?? 0
  const here = page && railItemAt(roles, page)
  return (
    <nav className={classes.rail} aria-label={t('shell.pages')}>
      <span className={classes.brand}>Setwacht</span>
      {railOf(roles).map(({ name, to, icon: Icon }) => (
        <Link
          key={name}
          to={to}
          className={classes.railLink}
          activeOptions={{ exact: true, includeSearch: false }}
          data-here={name === here}
        >
          <Icon size={20} aria-hidden stroke={1.75} />
          <span className={classes.railWord}>{t(`pages.${name}`)}</span>
          {name === 'queue' && free > 0 && (
            <span className={classes.railCount}>
              {formats.number(free)} <span className={ui.hidden}>{t('shell.free')}</span>
            </span>
          )}
        </Link>
      ))}
    </nav>
  )
}
