import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketRow } from '../../tickets/api.ts'
import { ask } from '../data/fetch.ts'
import { sayFailed } from '../data/undo.ts'
import type { Choosing } from '../ui/columns.ts'
import type { QueueAddress } from './address.ts'
import { type Chosen, chosenMax, newestOf, nothing, toggled, withAll } from './chosen.ts'

type Shown = {
  address: QueueAddress
  /** Which list: what was chosen in another is not chosen here. */
  of: string
  /** As they stand there, by their place. */
  rows: ReadonlyMap<number, TicketRow>
}

/** What is chosen in the queue: by its box, by *x* in the row that has the focus, all to there with the shift key. */
export function useChosen({ address, of, rows }: Shown) {
  const { t } = useTranslation()
  const [kept, setKept] = useState<{ of: string; chosen: Chosen }>({ of, chosen: nothing })
  const chosen = kept.of === of ? kept.chosen : nothing
  const set = (next: (chosen: Chosen) => Chosen) =>
    setKept(old => ({ of, chosen: next(old.of === of ? old.chosen : nothing) }))
  const inOrder = [...rows].toSorted(([a], [b]) => a - b).map(([, row]) => row)
  const toggle = (no: number, isRange: boolean) => set(chosen => toggled(chosen, no, inOrder, isRange))
  const areAll = inOrder.length > 0 && inOrder.every(({ no }) => chosen.rows.has(no))
  const choosing: Choosing = {
    isChosen: id => chosen.rows.has(Number(id)),
    hasChosen: chosen.rows.size > 0,
    toggle: (id, isRange) => toggle(Number(id), isRange),
    toggleShown: () => set(chosen => withAll(chosen, inOrder, !areAll)),
    says: no => t('queue.many.choose', { no }),
    shownSays: t('queue.many.shown'),
  }
  const chooseAll = () =>
    void ask('/api/tickets', {}, { ...address, limit: String(chosenMax) }).then(
      page => set(chosen => withAll(chosen, page.rows, true)),
      sayFailed,
    )
  const bar = {
    rows: newestOf(chosen, rows),
    chooseAll,
    clear: () => set(() => nothing),
    leave: (nos: readonly number[]) =>
      set(chosen =>
        withAll(
          chosen,
          [...chosen.rows.values()].filter(({ no }) => nos.includes(no)),
          false,
        ),
      ),
  }
  const keys = [
    { key: 'x', says: t('queue.many.chooseKey'), run: (no: number) => no > 0 && toggle(no, false) },
    { key: 'X', says: t('queue.many.rangeKey'), run: (no: number) => no > 0 && toggle(no, true) },
  ]
  return { choosing, bar, keys }
}
