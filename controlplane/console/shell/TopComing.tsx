import { IconAdjustmentsHorizontal, IconSearch, IconUserCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../session/useMe.ts'
import { buttonLook } from '../ui/Button.tsx'
import field from '../ui/field.module.css'
import search from './search.module.css'
import classes from './shell.module.css'

/** The field as it will stand there, so that nothing moves when it comes. */
export function SearchComing() {
  const { t } = useTranslation()
  return (
    <div className={search.search} aria-hidden>
      <IconSearch size={16} />
      <input type="search" className={field.input} placeholder={t('search.placeholder')} disabled />
      <kbd>Ctrl K</kbd>
    </div>
  )
}

/** The two menus as they will stand there. */
export function MenusComing() {
  const { t } = useTranslation()
  const { account } = useMe()
  return (
    <>
      <span className={buttonLook('quiet')} aria-hidden>
        <IconAdjustmentsHorizontal size={18} />
        <span className={classes.menuWord}>{t('menu.title')}</span>
      </span>
      <span className={buttonLook('quiet')} aria-hidden>
        <IconUserCircle size={18} />
        <span className={`${classes.menuWord} ${classes.ownName}`}>{account.firstName}</span>
      </span>
    </>
  )
}
