import { useTranslation } from 'react-i18next'
import type { AccessRow, AuditPage } from '../../audit/api.ts'
import { Moment } from '../ui/Moment.tsx'
import { LogTable } from './LogTable.tsx'
import { Subject } from './Subject.tsx'
import { useWho } from './useWho.ts'

const columns = ['when', 'who', 'what', 'subject'] as const

type Props = { rows: readonly AccessRow[]; actors: AuditPage['actors']; isOld: boolean }

/** Who saw which personal data. */
export function ReadsTable({ rows, actors, isOld }: Props) {
  const { t } = useTranslation()
  const who = useWho(actors)
  return (
    <LogTable columns={columns} isOld={isOld}>
      {rows.map(row => (
        <tr key={row.no}>
          <td>
            <Moment at={row.at} ago="none" />
          </td>
          <td>{who(row.who.actor, row.who.firstName)}</td>
          <td>{t(`admin.audit.read.${row.how}`)}</td>
          <td>
            <Subject subject={row.record} actors={actors} />
          </td>
        </tr>
      ))}
    </LogTable>
  )
}
