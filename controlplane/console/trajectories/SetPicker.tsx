import { useQuery } from '@tanstack/react-query'
import { type Ref, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SetRow } from '../../overview/sets/api.ts'
import { type Side, whyNotServe } from '../../trajectories/side/rules.ts'
import { ask } from '../data/fetch.ts'
import { useRefusalWords } from '../data/refusals/useWhy.ts'
import { useHits } from '../parts/useHits.ts'
import { Picker } from '../ui/Picker.tsx'

const hitsMax = 6
const takenMax = 3

type Props = {
  side: Side
  /** The trajectory that it is to serve; null: one that is new. */
  of: string | null
  label: string
  /** What is typed: a label, as soon as it is whole. */
  value: string
  change: (text: string) => void
  /** Why what was typed cannot be, as far as that was found when it was saved. */
  problem?: string | undefined
  ref?: Ref<HTMLInputElement>
}

/**
 * A set found while one types, by label, serial or place. Free ones first; those of another pair are shown and cannot
 * be taken. Who does not see stock types the label whole. Once the field is left it says whether that set can be.
 */
export function SetPicker({ side, of, value, change, problem, ...field }: Props) {
  const { t } = useTranslation()
  const [isLeft, setLeft] = useState(false)
  const { rows, state } = useHits({ key: ['set-picker', side], text: value, ask: findSets(side) })
  const isFree = ({ kind, trajectory }: SetRow) => !whyNotServe({ kind, pairOf: trajectory }, side, of)
  const free = rows.filter(isFree)
  const isWhole = free.some(row => row.label === value)
  const whyNot = useWhyNot({ side, of, set: isLeft ? value : '' }, change)
  const leave = () => {
    const [only, ...others] = free
    const isOnly = value !== '' && others.length === 0 && state === 'found'
    change(isOnly && only ? only.label : value.trim().toUpperCase())
    setLeft(true)
  }
  return (
    <Picker
      {...field}
      placeholder={t('trajectories.new.setHint')}
      autoCapitalize="characters"
      maxLength={32}
      isFree
      text={value}
      type={text => {
        setLeft(false)
        change(text)
      }}
      hits={rows.map(row => ({
        key: row.label,
        says: <code>{row.label}</code>,
        note:
          row.trajectory === null
            ? [row.place?.name, row.place?.municipality].filter(Boolean).join(', ')
            : t('trajectories.setPicker.inPair', { code: row.trajectory }),
        isTaken: !isFree(row),
      }))}
      state={value.trim() === '' || isWhole ? 'closed' : state}
      says={state === 'found' ? undefined : t(`trajectories.setPicker.${state}`)}
      problem={problem ?? whyNot}
      choose={change}
      leave={leave}
    />
  )
}

type Checked = { side: Side; of: string | null; set: string }

/** Why this set cannot serve that side, in words; undefined: it can, or nothing is asked. A short label is written out. */
function useWhyNot({ side, of, set }: Checked, write: (label: string) => void): string | undefined {
  const says = useRefusalWords()
  const { data } = useQuery({
    queryKey: ['set-picker', 'may-serve', side, of, set],
    queryFn: ({ signal }) =>
      ask('/api/trajectories/new/set', {}, { side, set, ...(of !== null && { of }) }, signal),
    enabled: set !== '',
  })
  const meant = data?.set ?? set
  useEffect(() => {
    if (meant !== set) write(meant)
  })
  return set !== '' && meant === set && data?.why ? says(data.why, set).says : undefined
}

function findSets(kind: Side) {
  return async (q: string, signal: AbortSignal): Promise<readonly SetRow[]> => {
    const of = (pair: 'yes' | 'no', limit: number) =>
      ask('/api/sets', {}, { q, kind, pair, limit: String(limit) }, signal)
    const [free, taken] = await Promise.all([of('no', hitsMax), of('yes', takenMax)])
    return [...free.rows, ...taken.rows]
  }
}
