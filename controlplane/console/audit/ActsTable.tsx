import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditPage, AuditRow } from '../../audit/api.ts'
import { Moment } from '../ui/Moment.tsx'
import { ActDetail } from './ActDetail.tsx'
import classes from './audit.module.css'
import { LogTable } from './LogTable.tsx'
import { Subject } from './Subject.tsx'
import { useWho } from './useWho.ts'

const columns = ['when', 'who', 'what', 'subject', 'details'] as const

type Props = { rows: readonly AuditRow[]; actors: AuditPage['actors']; isOld: boolean }

/** What was done, a sentence a row; what more is known opens below it. */
export function ActsTable({ rows, actors, isOld }: Props) {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const toggle = (no: number) =>
    setOpen(open => new Set(open.has(no) ? [...open].filter(each => each !== no) : [...open, no]))
  return (
    <LogTable columns={columns} isOld={isOld}>
      {rows.map(row => (
        <Fragment key={row.no}>
          <Row row={row} actors={actors} isOpen={open.has(row.no)} toggle={() => toggle(row.no)} />
          {open.has(row.no) && (
            <tr className={classes.detail}>
              <td colSpan={columns.length}>
                <ActDetail row={row} actors={actors} />
              </td>
            </tr>
          )}
        </Fragment>
      ))}
    </LogTable>
  )
}

type RowProps = { row: AuditRow; actors: AuditPage['actors']; isOpen: boolean; toggle: () => void }

function Row({ row, actors, isOpen, toggle }: RowProps) {
  const { t } = useTranslation()
  const who = useWho(actors)
  const Arrow = isOpen ? IconChevronDown : IconChevronRight
  return (
    <tr>
      <td>
        <Moment at={row.at} ago="none" />
      </td>
      <td>{who(row.who.actor, row.who.firstName)}</td>
      <td>{t(`admin.audit.act.${row.act}`)}</td>
      <td>
        <Subject subject={row.subject} actors={actors} detail={row.detail} />
      </td>
      <td className={classes.more}>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-label={t('admin.audit.details', { no: row.no })}
          onClick={toggle}
          data-row
        >
          <Arrow size={16} aria-hidden />
        </button>
      </td>
    </tr>
  )
}
