import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PairCondition } from '../../overview/rules.ts'
import { useFormats } from '../text/useTexts.ts'
import { Status } from '../ui/Status.tsx'
import { conditionLooks } from './conditionLooks.ts'
import classes from './now.module.css'

type Props = { condition: PairCondition; count: number; open: boolean; toggle: () => void }

export function GroupHeading({ condition, count, open, toggle }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const Chevron = open ? IconChevronDown : IconChevronRight
  return (
    <td colSpan={4} className={classes.groupCell}>
      <h2>
        <button type="button" aria-expanded={open} onClick={toggle} className={classes.groupButton}>
          <Status {...conditionLooks[condition]}>{t(`now.group.${condition}`)}</Status>
          <span className={classes.groupCount}>{formats.number(count)}</span>
          <Chevron size={16} aria-hidden />
        </button>
      </h2>
    </td>
  )
}
