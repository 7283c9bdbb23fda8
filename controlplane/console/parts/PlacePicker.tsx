import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocationRow } from '../../overview/locations/api.ts'
import { ask } from '../data/fetch.ts'
import { Picker } from '../ui/Picker.tsx'
import { useHits } from './useHits.ts'
import { usePlaceName } from './usePlaceName.ts'

const hitsMax = 8

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

/**
 * A place found while one types, by name, municipality or code; an empty field takes it away. What is typed and is no
 * place stays, is said, and blocks its form.
 */
export function PlacePicker({ kind, value, onChange, label }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string>()
  const [isLeft, setLeft] = useState(false)
  const [picked, setPicked] = useState<PickedPlace>()
  const sayPlace = usePlaceName()
  const known = usePicked(value, picked)
  const { rows, state } = useHits({
    key: ['place-picker', [kind].flat().join(',')],
    text: typed ?? '',
    ask: (q, signal) => findPlaces([kind].flat().join(','), q, signal),
  })
  const isBlank = (typed ?? '').trim() === ''
  const choose = (row: PickedPlace | undefined) => {
    setPicked(row)
    setTyped(undefined)
    onChange(row?.code ?? null)
  }
  const leave = () => {
    const [only, ...others] = rows
    setLeft(true)
    if (typed === undefined) return
    if (isBlank) choose(undefined)
    else if (only && others.length === 0 && state === 'found') choose(only)
  }
  return (
    <Picker
      label={label}
      placeholder={t('places.picker.hint')}
      maxLength={100}
      text={typed ?? (known ? sayPlace(known) : (value ?? ''))}
      type={text => {
        setTyped(text)
        setLeft(false)
      }}
      hits={rows.map(({ code, name, municipality, kind }) => ({
        key: code,
        says: [name, municipality].filter(Boolean).join(', ') || t(`places.kind.${kind}`),
        note: <code>{code}</code>,
      }))}
      state={isBlank ? 'closed' : state}
      says={state === 'found' ? undefined : t(`places.picker.${state}`)}
      problem={isLeft && !isBlank ? t('places.picker.notChosen') : undefined}
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

async function findPlaces(kind: string, q: string, signal: AbortSignal): Promise<readonly LocationRow[]> {
  const { rows } = await ask('/api/locations', {}, { q, kind, limit: String(hitsMax) }, signal)
  return rows
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
