import { useTranslation } from 'react-i18next'
import admin from '../ui/lists.module.css'
import classes from './audit.module.css'

type Column = 'when' | 'who' | 'what' | 'subject' | 'details'
type Props = { columns: readonly Column[]; isOld: boolean; children: React.ReactNode }

/** What the log of acts and the log of reads share. */
export function LogTable({ columns, isOld, children }: Props) {
  const { t } = useTranslation()
  return (
    <table
      aria-label={t('admin.audit.table')}
      aria-busy={isOld}
      className={`${admin.table} ${classes.log} ${isOld ? admin.old : ''}`}
    >
      <thead>
        <tr>
          {columns.map(column => (
            <th key={column} scope="col">
              {t(`admin.audit.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
