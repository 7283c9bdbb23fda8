import { useTranslation } from 'react-i18next'
import type { AccessRow, AuditPage } from '../../audit/api.ts'
import { LogTable, type More } from './LogTable.tsx'
import { Subject } from './Subject.tsx'

type Props = { rows: readonly AccessRow[]; actors: AuditPage['actors']; isOld: boolean } & More

/** Who saw which personal data. */
export function ReadsTable(props: Props) {
  const { t } = useTranslation()
  return (
    <LogTable
      {...props}
      what={({ how }) => t(`admin.audit.read.${how}`)}
      subject={({ record }) => <Subject subject={record} actors={props.actors} />}
    />
  )
}
