import { IconUserQuestion } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AccountRow, AccountsPage } from '../../people/account/api.ts'
import { Refused } from '../data/Refused.tsx'
import { Button, buttonLook } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListPage } from '../ui/ListPage.tsx'
import split from '../ui/listAndOne.module.css'
import { Missing } from '../ui/Missing.tsx'
import { Page } from '../ui/Page.tsx'
import { Said } from '../ui/Said.tsx'
import { Search } from '../ui/Search.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { parsePeopleAddress } from './address.ts'
import { PeopleTable } from './PeopleTable.tsx'
import { Person } from './Person.tsx'
import classes from './people.module.css'
import { useAccounts } from './useAccounts.ts'

export function PeoplePage() {
  const { t } = useTranslation()
  const { q, account } = useSearch({ from: '/admin/people' })
  const accounts = useAccounts(q)
  const chosen = accounts.data?.accounts.find(({ id }) => id === account)
  return (
    <Page name={t('pages.people')} headline={useHeadline(accounts.data, q)}>
      <div className={split.columns} data-chosen={account !== undefined}>
        <div className={`${split.list} ${classes.list}`}>
          <PeopleList accounts={accounts} />
        </div>
        <div className={split.one}>
          {chosen ? (
            <Person
              key={chosen.id}
              account={chosen}
              everybody={q === undefined ? accounts.data!.accounts : []}
            />
          ) : (
            accounts.data &&
            accounts.data.accounts.length > 0 && <NobodyChosen isMissing={account !== undefined} />
          )}
        </div>
      </div>
    </Page>
  )
}

function useHeadline(page: AccountsPage | undefined, q: string | undefined): React.ReactNode {
  const { t } = useTranslation()
  const formats = useFormats()
  if (!page) return t('pages.people')
  const all = page.accounts.length
  const says = (count: number) => ({ count, number: formats.number(count) })
  if (q !== undefined) return all === 0 ? t('admin.people.noneFound') : t('admin.people.found', says(all))
  const waiting = page.accounts.filter(waits).length
  if (waiting === 0) return t('admin.people.nobodyWaits', says(all))
  return (
    <Said tone="soon" icon={IconUserQuestion}>
      {t('admin.people.waiting', says(waiting))}
    </Said>
  )
}

const waits = ({ roles, disabledAt }: AccountRow) => roles.length === 0 && disabledAt === null

function PeopleList({ accounts }: { accounts: UseQueryResult<AccountsPage> }) {
  const { t } = useTranslation()
  const address = useSearch({ from: '/admin/people' })
  const navigate = useNavigate({ from: '/admin/people' })
  const search = (q: string | undefined) =>
    void navigate({ search: parsePeopleAddress({ ...address, q }), replace: true, resetScroll: false })
  const { data, error, refetch, isPlaceholderData } = accounts
  return (
    <ListPage
      filters={
        <Search
          label={t('admin.people.search')}
          hint={t('admin.people.searchHint')}
          text={address.q}
          search={search}
        />
      }
      total={data?.accounts.length}
      failed={
        !data &&
        error && <Refused what={t('admin.people.failed')} error={error} retry={() => void refetch()} />
      }
      empty={<Nobody clear={address.q === undefined ? undefined : () => search(undefined)} />}
    >
      {data && <PeopleTable accounts={data.accounts} chosen={address.account} isOld={isPlaceholderData} />}
    </ListPage>
  )
}

/** `clear`: takes the search away; undefined: nothing was searched. */
function Nobody({ clear }: { clear: (() => void) | undefined }) {
  const { t } = useTranslation()
  if (clear)
    return (
      <EmptyState title={t('admin.people.noneFoundNext')}>
        <Button onClick={clear}>{t('admin.people.clear')}</Button>
      </EmptyState>
    )
  return (
    <EmptyState title={t('admin.people.nobody')}>
      <p className={ui.soft}>{t('admin.people.nobodyNext')}</p>
    </EmptyState>
  )
}

function NobodyChosen({ isMissing }: { isMissing: boolean }) {
  const { t } = useTranslation()
  if (!isMissing) return <p className={`${ui.soft} ${split.hint}`}>{t('admin.people.choose')}</p>
  return (
    <Missing next={t('admin.people.missing')}>
      <Link to="/admin/people" className={buttonLook()}>
        {t('admin.people.back')}
      </Link>
    </Missing>
  )
}
