import { IconLock, IconUserQuestion } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountRow } from '../../people/account/api.ts'
import { useMe } from '../session/useMe.ts'
import type { Column } from '../ui/columns.ts'
import type { Formats } from '../ui/formats.ts'
import { Moment } from '../ui/Moment.tsx'
import { Status } from '../ui/Status.tsx'
import { Table } from '../ui/Table.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { parsePeopleAddress } from './address.ts'
import type { nl } from './nl.ts'

type Props = { accounts: readonly AccountRow[]; chosen: string | undefined; isOld: boolean }

export function PeopleTable({ accounts, chosen, isOld }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const columns = useMemo(() => columnsOf(t, formats), [t, formats])
  return (
    <Table
      label={t('admin.people.table')}
      columns={columns}
      rows={new Map(inOrder(accounts).entries())}
      total={accounts.length}
      idOf={({ id }) => id}
      isOld={isOld}
      chosen={chosen}
    />
  )
}

/** As they come, who waits first; ways in for an emergency are no people, and stand last. */
function inOrder(accounts: readonly AccountRow[]): AccountRow[] {
  return accounts.toSorted((a, b) => Number(a.issuer === null) - Number(b.issuer === null))
}

function columnsOf(t: TFunction, formats: Formats): Column<AccountRow>[] {
  const head = (id: keyof (typeof nl)['admin']['people']['columns']) => ({
    id,
    head: t(`admin.people.columns.${id}`),
  })
  return [
    { ...head('name'), width: 'minmax(8rem, 1fr)', cell: account => <Name account={account} /> },
    { ...head('roles'), width: 'minmax(8rem, 2fr)', cell: account => <RoleWords account={account} /> },
    {
      ...head('signedIn'),
      width: '9.25rem',
      cell: ({ signedInAt }) =>
        signedInAt === null ? (
          <span className={ui.soft}>{t('admin.people.never')}</span>
        ) : (
          <Moment at={signedInAt} ago="none" />
        ),
    },
    {
      ...head('open'),
      width: '5.5rem',
      isNumber: true,
      cell: ({ signIns }) => (
        <span className={signIns === 0 ? ui.soft : undefined}>{formats.number(signIns)}</span>
      ),
    },
  ]
}

function Name({ account: { id, firstName, issuer } }: { account: AccountRow }) {
  const { t } = useTranslation()
  const { account: me } = useMe()
  return (
    <span>
      <Link
        to="/admin/people"
        search={old => parsePeopleAddress({ ...old, account: id })}
        resetScroll={false}
        data-row
      >
        {issuer === null ? t('admin.people.emergency') : firstName}
      </Link>
      {id === me.id && <span className={ui.soft}> ({t('admin.people.you')})</span>}
    </span>
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
