import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketRow } from '../../tickets/api.ts'
import { Refused } from '../data/Refused.tsx'
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
import { columnsOf } from './columns.tsx'
import type { LoadedTickets } from './useQueue.ts'

type Props = { loaded: LoadedTickets; isOld: boolean; seen: (first: number, last: number) => void }

const idOf = ({ no }: TicketRow) => String(no)
/** A child that sits waiting waits for no hand. */
const isUrgent = ({ priority, state }: TicketRow) => priority === 1 && state === 'new'

export function QueueTable({ loaded, isOld, seen }: Props) {
  const { t } = useTranslation()
  const { rows, changes, release, region } = useHeldRows(loaded, idOf, isUrgent)
  const all = [...loaded.rows.values()]
  const children = useChildren([...new Set(all.flatMap(({ trajectory }) => trajectory ?? []))])
  const claim = useClaim(all)
  const symptom = useSymptomWords()
  const owner = useOwnerWords()
  const { mutate } = claim
  const { mayClaim } = claim
  const columns = useMemo(
    () => columnsOf({ t, children, symptom, owner, claim: mayClaim ? mutate : undefined }),
    [t, children, symptom, owner, mayClaim, mutate],
  )
  return (
    <div {...region}>
      <Refused error={claim.error} />
      <Table
        label={t('queue.table')}
        columns={columns}
        rows={rows}
        total={loaded.total}
        idOf={idOf}
        isOld={isOld}
        seen={seen}
      />
      <Changes count={changes} says={t('now.changes', { count: changes })} release={release} />
    </div>
  )
}

/** Claims a row by its button, or by *c* the one that has the focus. */
function useClaim(rows: readonly TicketRow[]) {
  const { t } = useTranslation()
  const { roles } = useMe()
  const client = useQueryClient()
  const claim = useMutation({
    networkMode: 'always',
    mutationFn: (no: number) => claimTicket(String(no), { t, client }),
  })
  const mayClaim = mayDo(roles, 'workTickets')
  const claimFocused = () => {
    const no = Number((document.activeElement as HTMLElement | null)?.dataset.no)
    if (rows.some(row => row.no === no && row.state === 'new')) claim.mutate(no)
  }
  usePageKeys(mayClaim ? [{ key: 'c', says: t('queue.claimRow'), run: claimFocused }] : [])
  return { ...claim, mayClaim }
}
