import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketRow } from '../../tickets/api.ts'
import { sayFailed } from '../data/undo.ts'
import { claimTicket } from '../parts/ticket/claim.ts'
import { useOwnerWords } from '../parts/ticket/useOwnerWords.ts'
import { useSymptomWords } from '../parts/ticket/useSymptomWords.ts'
import { useChildren } from '../parts/useChildren.ts'
import { usePageKeys } from '../session/pageKeys.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Changes } from '../ui/Changes.tsx'
import { useHeldRows } from '../ui/heldRows.ts'
import { Table } from '../ui/Table.tsx'
import type { QueueAddress } from './address.ts'
import { columnsOf } from './columns.tsx'
import { ManyBar } from './ManyBar.tsx'
import { useChosen } from './useChosen.ts'
import type { LoadedTickets } from './useQueue.ts'

type Props = {
  address: QueueAddress
  loaded: LoadedTickets
  isOld: boolean
  seen: (first: number, last: number) => void
}

const idOf = ({ no }: TicketRow) => String(no)
/** A child that sits waiting waits for no hand. */
const isUrgent = ({ priority, state }: TicketRow) => priority === 1 && state === 'new'
/** Of the row in which the focus is; 0: in none. */
const focusedNo = () =>
  Number(document.activeElement?.closest('tr')?.querySelector<HTMLElement>('[data-no]')?.dataset.no ?? 0)

export function QueueTable({ address, loaded, isOld, seen }: Props) {
  const { t } = useTranslation()
  const { roles } = useMe()
  const { rows, total, changes, release, region } = useHeldRows(loaded, idOf, isUrgent)
  const mayWork = mayDo(roles, 'workTickets')
  const claim = useClaim()
  const columns = useColumns(loaded, mayWork ? claim.mutate : undefined)
  const { choosing, bar, keys } = useChosen({ address, of: loaded.of, rows })
  const isFree = (no: number) => [...rows.values()].some(row => row.no === no && row.state === 'new')
  const claimRow = (no: number) => isFree(no) && claim.mutate(no)
  // With some chosen the key takes those.
  const own = bar.rows.length === 0 ? [{ key: 'c', says: t('queue.claimRow'), run: claimRow }] : []
  usePageKeys(mayWork ? [...keys, ...own].map(key => ({ ...key, run: () => key.run(focusedNo()) })) : [])
  return (
    <>
      {mayWork && <ManyBar {...bar} total={loaded.total} />}
      <div {...region}>
        <Table
          label={t('queue.table')}
          columns={columns}
          rows={rows}
          total={total}
          idOf={idOf}
          isOld={isOld}
          seen={seen}
          {...(mayWork && { choosing })}
        />
        <Changes count={changes} says={t('queue.newOrder', { count: changes })} release={release} />
      </div>
    </>
  )
}

function useColumns({ rows }: LoadedTickets, claim: ((no: number) => void) | undefined) {
  const { t } = useTranslation()
  const all = [...rows.values()]
  const children = useChildren([...new Set(all.flatMap(({ trajectory }) => trajectory ?? []))])
  const symptom = useSymptomWords()
  const owner = useOwnerWords()
  return useMemo(
    () => columnsOf({ t, children, symptom, owner, claim }),
    [t, children, symptom, owner, claim],
  )
}

function useClaim() {
  const { t } = useTranslation()
  const client = useQueryClient()
  return useMutation({
    networkMode: 'always',
    mutationFn: (no: number) => claimTicket(String(no), { t, client }),
    // Where the list says it, the rows would go down under the hand.
    onError: sayFailed,
  })
}
