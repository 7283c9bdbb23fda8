import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Status } from '../ui/Status.tsx'
import { useFormats } from '../ui/useTexts.ts'
import type { BoardGroup } from './arrangement.ts'
import { groupLooks } from './groupLooks.ts'
import classes from './now.module.css'

type Props = { group: BoardGroup; count: number; open: boolean; toggle: () => void }

export function GroupHeading({ group, count, open, toggle }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const Chevron = open ? IconChevronDown : IconChevronRight
  return (
    <td colSpan={5} className={classes.groupCell}>
      <h2>
        <button type="button" aria-expanded={open} onClick={toggle} className={classes.groupButton}>
          <Status {...groupLooks[group]}>{t(`now.group.${group}`)}</Status>
          <span className={classes.groupCount}>{formats.number(count)}</span>
          <Chevron size={16} aria-hidden />
        </button>
      </h2>
    </td>
  )
}
