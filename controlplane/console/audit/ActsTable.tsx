import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditRow } from '../../audit/api.ts'
import { IconButton } from '../ui/Button.tsx'
import { ActDetail } from './ActDetail.tsx'
import { type LogRows, LogTable } from './LogTable.tsx'
import { Subject } from './Subject.tsx'

/** What was done, a sentence a row; what more is known opens below it. */
export function ActsTable(props: LogRows<AuditRow>) {
  const { t } = useTranslation()
  const { actors } = props
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const toggle = (no: number) =>
    setOpen(open => new Set(open.has(no) ? [...open].filter(each => each !== no) : [...open, no]))
  return (
    <LogTable
      {...props}
      what={({ act }) => t(`acts.${act}`)}
      subject={({ subject, detail }) => <Subject subject={subject} actors={actors} detail={detail} />}
      end={{
        id: 'details',
        head: t('admin.audit.columns.details'),
        width: '5rem',
        isNumber: true,
        cell: ({ no }) => (
          <IconButton
            icon={open.has(no) ? IconChevronDown : IconChevronRight}
            label={t('admin.audit.details', { no })}
            aria-expanded={open.has(no)}
            onClick={() => toggle(no)}
            data-row
          />
        ),
      }}
      below={row => open.has(row.no) && <ActDetail row={row} actors={actors} />}
    />
  )
}
