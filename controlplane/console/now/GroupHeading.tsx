import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Status } from '../ui/Status.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import type { BoardGroup } from './arrangement.ts'
import { groupLooks } from './groupLooks.ts'
import classes from './now.module.css'

type Props = {
  group: Exclude<BoardGroup, 'storm'>
  count: number
  open: boolean
  /** How many minutes the first of them has asked; undefined: nobody does. */
  minutes: number | undefined
  /** Undefined: it is always open. */
  toggle: (() => void) | undefined
}

export function GroupHeading({ group, count, open, minutes, toggle }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const Chevron = open ? IconChevronDown : IconChevronRight
  const says = (
    <>
      <Status {...groupLooks[group]}>{t(`now.group.${group}`)}</Status>{' '}
      <span className={classes.groupCount}>{formats.number(count)}</span>
    </>
  )
  return (
    <td colSpan={5} className={classes.groupCell}>
      <h2>
        {toggle ? (
          <button type="button" aria-expanded={open} onClick={toggle} className={classes.groupButton}>
            {says}
            <Chevron size={16} aria-hidden />
          </button>
        ) : (
          <span className={classes.groupButton}>{says}</span>
        )}
      </h2>
      {minutes !== undefined && <span className={ui.soft}>{t('now.oldest', { count: minutes })}</span>}
    </td>
  )
}
