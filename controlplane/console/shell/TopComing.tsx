import { IconAdjustmentsHorizontal, IconSearch, IconUserCircle } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../session/useMe.ts'
import { buttonLook } from '../ui/Button.tsx'
import field from '../ui/field.module.css'
import search from './search.module.css'
import classes from './shell.module.css'

export const typingMax = 100

/** What somebody typed already, whether they are still there, and whether Enter came after it. */
export type Early = { text: string; hasFocus: boolean; isEntered: boolean }
export const nothingEarly: Early = { text: '', hasFocus: false, isEntered: false }
type Props = { inputRef: RefObject<HTMLInputElement | null>; early: RefObject<Early> }

/** The field as it will stand there, so that nothing moves when it comes, and no key is lost or taken for another. */
export function SearchComing({ inputRef, early }: Props) {
  const { t } = useTranslation()
  const has = (hasFocus: boolean) => () => {
    early.current.hasFocus = hasFocus
  }
  return (
    <div className={search.search}>
      <IconSearch size={16} aria-hidden />
      <input
        ref={inputRef}
        type="search"
        className={field.input}
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        maxLength={typingMax}
        onFocus={has(true)}
        onBlur={has(false)}
        onKeyDown={({ key }) => {
          early.current.isEntered = key === 'Enter'
        }}
        onChange={event => {
          early.current.text = event.currentTarget.value
        }}
      />
      <kbd aria-hidden>Ctrl K</kbd>
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
