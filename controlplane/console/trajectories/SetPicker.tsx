import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { SetRow } from '../../overview/sets/api.ts'
import { type Side, whyNotServe } from '../../trajectories/side/rules.ts'
import { ask } from '../data/fetch.ts'
import { Picker } from '../ui/Picker.tsx'

const hitsMax = 6
const takenMax = 3
const typingMs = 150
const noRows: SetRow[] = []

type Props = {
  side: Side
  /** The trajectory that it is to serve; null: one that is new. */
  of: string | null
  label: string
  /** What is typed: a label, as soon as it is whole. */
  value: string
  change: (text: string) => void
  /** Why what was typed cannot be. */
  problem?: string | undefined
  ref?: Ref<HTMLInputElement>
}

/**
 * A set found while one types, by label, serial or place. Free ones first; those of another pair are shown and cannot
 * be taken. Who does not see stock types the label whole.
 */
export function SetPicker({ side, of, value, change, ...field }: Props) {
  const { t } = useTranslation()
  const { rows, state } = useHits(side, value)
  const isFree = ({ kind, trajectory }: SetRow) => !whyNotServe({ kind, pairOf: trajectory }, side, of)
  const free = rows.filter(isFree)
  const isWhole = free.some(row => row.label === value)
  const leave = () => {
    const [only, ...others] = free
    if (value !== '' && only && others.length === 0 && state === 'found') change(only.label)
    else change(value.trim().toUpperCase())
  }
  return (
    <Picker
      {...field}
      placeholder={t('trajectories.new.setHint')}
      autoCapitalize="characters"
      maxLength={32}
      text={value}
      type={change}
      hits={rows.map(row => ({
        key: row.label,
        says: <code>{row.label}</code>,
        note:
          row.trajectory === null
            ? [row.place?.name, row.place?.municipality].filter(Boolean).join(', ')
            : t('trajectories.setPicker.inPair', { code: row.trajectory }),
        isTaken: !isFree(row),
      }))}
      says={state === 'found' ? undefined : t(`trajectories.setPicker.${state}`)}
      isClosed={value.trim() === '' || isWhole}
      takesFirst={state === 'found' && free.length > 0}
      choose={change}
      leave={leave}
    />
  )
}

type Hits = { rows: readonly SetRow[]; state: 'found' | 'searching' | 'none' | 'failed' }

/** What was found stays until more is found, so that the list does not flicker. */
function useHits(kind: Side, text: string): Hits {
  const [q] = useDebouncedValue(text.trim(), typingMs)
  const { data, isError, isPlaceholderData } = useQuery({
    queryKey: ['set-picker', kind, q],
    queryFn: async ({ signal }) => {
      const of = (pair: 'yes' | 'no', limit: number) =>
        ask('/api/sets', {}, { q, kind, pair, limit: String(limit) }, signal)
      const [free, taken] = await Promise.all([of('no', hitsMax), of('yes', takenMax)])
      return [...free.rows, ...taken.rows]
    },
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
  if (isError) return { rows: noRows, state: 'failed' }
  if (q === '' || q !== text.trim() || isPlaceholderData || !data)
    return { rows: data ?? noRows, state: 'searching' }
  return { rows: data, state: data.length === 0 ? 'none' : 'found' }
}
