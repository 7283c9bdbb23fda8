import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditPage } from '../../audit/api.ts'
import type { Column } from '../ui/columns.ts'
import { Moment } from '../ui/Moment.tsx'
import { Table } from '../ui/Table.tsx'
import { useWho } from './useWho.ts'

/** What a log has to show. `more` asks for more of it, when its end comes into sight. */
export type LogRows<Row> = {
  rows: readonly Row[]
  actors: AuditPage['actors']
  isOld: boolean
  hasMore: boolean
  more: () => void
}
/** What every line of both logs says. */
type Line = { no: number; at: number; who: { actor: string; firstName: string | null } }

type Props<Row extends Line> = LogRows<Row> & {
  what: (row: Row) => string
  subject: (row: Row) => ReactNode
  /** What is at the end of a line. */
  end?: Column<Row>
  below?: (row: Row) => ReactNode
}

/** What the log of acts and the log of reads share. */
export function LogTable<Row extends Line>({
  rows,
  actors,
  what,
  subject,
  end,
  hasMore,
  ...others
}: Props<Row>) {
  const { t } = useTranslation()
  const who = useWho(actors)
  const { isOld, more, below } = others
  const head = (id: 'when' | 'who' | 'what' | 'subject') => ({ id, head: t(`admin.audit.columns.${id}`) })
  const columns: Column<Row>[] = [
    { ...head('when'), width: '8rem', cell: ({ at }) => <Moment at={at} ago="none" /> },
    { ...head('who'), width: '12rem', cell: ({ who: { actor, firstName } }) => who(actor, firstName) },
    {
      ...head('what'),
      width: 'minmax(16rem, 1fr)',
      cell: row => <span title={what(row)}>{what(row)}</span>,
    },
    { ...head('subject'), width: 'minmax(14rem, 1fr)', cell: subject },
    ...(end ? [end] : []),
  ]
  return (
    <Table
      label={t('admin.audit.table')}
      columns={columns}
      rows={new Map(rows.entries())}
      total={rows.length + (hasMore ? 1 : 0)}
      idOf={({ no }) => String(no)}
      isOld={isOld}
      seen={(_, last) => last >= rows.length - 1 && hasMore && more()}
      {...(below && { below })}
    />
  )
}
