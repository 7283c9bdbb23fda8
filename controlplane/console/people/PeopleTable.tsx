import { IconLock, IconUserQuestion } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AccountRow } from '../../people/account/api.ts'
import { useMe } from '../session/useMe.ts'
import admin from '../ui/lists.module.css'
import { Moment } from '../ui/Moment.tsx'
import { Status } from '../ui/Status.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { parsePeopleAddress } from './address.ts'
import classes from './people.module.css'

type Props = { accounts: readonly AccountRow[]; chosen: string | undefined; isOld: boolean }

const columns = ['name', 'roles', 'signedIn', 'open'] as const

export function PeopleTable({ accounts, chosen, isOld }: Props) {
  const { t } = useTranslation()
  return (
    <table
      aria-label={t('admin.people.table')}
      aria-busy={isOld}
      className={`${admin.table} ${isOld ? admin.old : ''}`}
    >
      <thead>
        <tr>
          {columns.map(column => (
            <th key={column} scope="col" className={column === 'open' ? admin.number : undefined}>
              {t(`admin.people.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {inOrder(accounts).map(account => (
          <Row key={account.id} account={account} isChosen={account.id === chosen} />
        ))}
      </tbody>
    </table>
  )
}

/** As they come, who waits first; ways in for an emergency are no people, and stand last. */
function inOrder(accounts: readonly AccountRow[]): AccountRow[] {
  return accounts.toSorted((a, b) => Number(a.issuer === null) - Number(b.issuer === null))
}

function Row({ account, isChosen }: { account: AccountRow; isChosen: boolean }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { account: me } = useMe()
  const { id, firstName, issuer, signedInAt, signIns } = account
  return (
    <tr data-chosen={isChosen}>
      <td className={classes.personName}>
        <Link
          to="/admin/people"
          search={old => parsePeopleAddress({ ...old, account: id })}
          className={admin.open}
          aria-current={isChosen ? 'true' : undefined}
          resetScroll={false}
          data-row
        >
          {issuer === null ? t('admin.people.emergency') : firstName}
        </Link>
        {id === me.id && <span className={ui.soft}> ({t('admin.people.you')})</span>}
      </td>
      <td>
        <RoleWords account={account} />
      </td>
      <td className={admin.beside}>
        <span className={admin.label}>{t('admin.people.columns.signedIn')} </span>
        {signedInAt === null ? (
          <span className={ui.soft}>{t('admin.people.never')}</span>
        ) : (
          <Moment at={signedInAt} ago="none" />
        )}
      </td>
      <td className={`${admin.number} ${admin.beside}`}>
        <span className={admin.label}>{t('admin.people.columns.open')} </span>
        <span className={signIns === 0 ? ui.soft : undefined}>{formats.number(signIns)}</span>
      </td>
    </tr>
  )
}

function RoleWords({ account: { roles, disabledAt } }: { account: AccountRow }) {
  const { t } = useTranslation()
  const words = roles.map(role => t(`admin.role.${role}`)).join(', ')
  if (disabledAt !== null)
    return (
      <>
        <Status tone="plain" icon={IconLock}>
          {t('admin.people.shut')}
        </Status>
        {words !== '' && <span className={ui.soft}> · {words}</span>}
      </>
    )
  if (roles.length > 0) return words
  return (
    <Status tone="soon" icon={IconUserQuestion}>
      {t('admin.people.waits')}
    </Status>
  )
}
