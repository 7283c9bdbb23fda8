import { useTranslation } from 'react-i18next'
import type { AccessRow } from '../../audit/api.ts'
import { type LogRows, LogTable } from './LogTable.tsx'
import { Subject } from './Subject.tsx'

/** Who saw which personal data. */
export function ReadsTable(props: LogRows<AccessRow>) {
  const { t } = useTranslation()
  return (
    <LogTable
      {...props}
      what={({ how }) => t(`admin.audit.read.${how}`)}
      subject={({ record }) => <Subject subject={record} actors={props.actors} />}
    />
  )
}
