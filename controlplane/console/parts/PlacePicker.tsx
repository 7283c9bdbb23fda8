import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocationRow } from '../../overview/locations/api.ts'
import { ask } from '../data/fetch.ts'
import { Picker } from '../ui/Picker.tsx'
import { usePlaceName } from './usePlaceName.ts'

const hitsMax = 8
const typingMs = 150
const noRows: LocationRow[] = []

/** What is known of the chosen place: enough to name it. */
export type PickedPlace = Pick<LocationRow, 'code' | 'kind' | 'name' | 'municipality'>

type Props = {
  /** Where is searched; several when a side may stand in several kinds. */
  kind: LocationRow['kind'] | readonly LocationRow['kind'][]
  /** The code that is chosen. */
  value: string | null
  onChange: (code: string | null) => void
  label: string
}

/** A place found while one types, by name, municipality or code; an empty field takes it away. */
export function PlacePicker({ kind, value, onChange, label }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string>()
  const [picked, setPicked] = useState<PickedPlace>()
  const sayPlace = usePlaceName()
  const known = usePicked(value, picked)
  const { rows, state } = useHits([kind].flat().join(','), typed)
  const choose = (row: PickedPlace | undefined) => {
    setPicked(row)
    setTyped(undefined)
    onChange(row?.code ?? null)
  }
  const leave = () => {
    if (typed?.trim() === '' && value !== null) choose(undefined)
    setTyped(undefined)
  }
  return (
    <Picker
      label={label}
      placeholder={t('places.picker.hint')}
      maxLength={100}
      text={typed ?? (known ? sayPlace(known) : (value ?? ''))}
      type={setTyped}
      hits={rows.map(({ code, name, municipality, kind }) => ({
        key: code,
        says: [name, municipality].filter(Boolean).join(', ') || t(`places.kind.${kind}`),
        note: <code>{code}</code>,
      }))}
      says={state === 'found' ? undefined : t(`places.picker.${state}`)}
      isClosed={(typed ?? '').trim() === ''}
      takesFirst
      choose={code => choose(rows.find(row => row.code === code))}
      leave={leave}
      clear={
        value === null
          ? undefined
          : { label: t('places.picker.clear', { label }), run: () => choose(undefined) }
      }
    />
  )
}

type Hits = { rows: readonly LocationRow[]; state: 'found' | 'searching' | 'none' | 'failed' }

/** What was found stays until more is found, so that the list does not flicker. */
function useHits(kind: string, typed: string | undefined): Hits {
  const [q] = useDebouncedValue((typed ?? '').trim(), typingMs)
  const { data, isError } = useQuery({
    queryKey: ['place-picker', kind, q],
    queryFn: ({ signal }) => ask('/api/locations', {}, { q, kind, limit: String(hitsMax) }, signal),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
  if (isError) return { rows: noRows, state: 'failed' }
  if (q === '' || !data) return { rows: noRows, state: 'searching' }
  return { rows: data.rows, state: data.rows.length === 0 ? 'none' : 'found' }
}

/** A place that was chosen before this field was drawn is asked for by its code. */
function usePicked(value: string | null, picked: PickedPlace | undefined): PickedPlace | undefined {
  const isPicked = picked?.code === value
  const { data } = useQuery({
    queryKey: ['location', value],
    queryFn: ({ signal }) => ask('/api/locations/:code', { code: value! }, {}, signal),
    enabled: value !== null && !isPicked,
  })
  return isPicked ? picked : data
}
