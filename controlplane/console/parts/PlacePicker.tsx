import { Combobox, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocationRow } from '../../overview/locations/api.ts'
import { ask } from '../data/fetch.ts'
import field from '../ui/field.module.css'
import classes from './picker.module.css'
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
  onChange: (code: string | null, row: PickedPlace | null) => void
  label: string
  /** Id of what says that the choice cannot be. */
  describedBy?: string | undefined
}

/** A place found while one types, by name, municipality or code; arrows and Enter choose it, an empty field takes it away. */
export function PlacePicker({ kind, value, onChange, label, describedBy }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const [typed, setTyped] = useState<string>()
  const [picked, setPicked] = useState<PickedPlace>()
  const sayPlace = usePlaceName()
  const known = usePicked(value, picked)
  const hits = useHits([kind].flat().join(','), typed)
  const { selectFirstOption } = combobox
  // biome-ignore lint/correctness/useExhaustiveDependencies: Enter takes the first of what was found, whenever that changes
  useEffect(() => void (typed !== undefined && selectFirstOption()), [typed, hits.rows])
  const choose = (row: PickedPlace | null) => {
    setPicked(row ?? undefined)
    setTyped(undefined)
    combobox.closeDropdown()
    onChange(row?.code ?? null, row)
  }
  const leave = () => {
    if (typed?.trim() === '' && value !== null) choose(null)
    setTyped(undefined)
    combobox.closeDropdown()
  }
  return (
    <div className={classes.picker}>
      <label htmlFor={id}>{label}</label>
      <Combobox
        store={combobox}
        onOptionSubmit={code => choose(hits.rows.find(row => row.code === code) ?? null)}
        withinPortal={false}
      >
        <Combobox.Target>
          <div className={classes.field}>
            <Combobox.EventsTarget withExpandedAttribute>
              <input
                id={id}
                ref={input}
                className={field.input}
                autoComplete="off"
                spellCheck={false}
                placeholder={t('places.picker.hint')}
                maxLength={100}
                aria-invalid={describedBy !== undefined}
                aria-describedby={describedBy}
                value={typed ?? (known ? sayPlace(known) : (value ?? ''))}
                onFocus={event => event.currentTarget.select()}
                onBlur={leave}
                onChange={event => {
                  setTyped(event.currentTarget.value)
                  combobox.openDropdown()
                }}
              />
            </Combobox.EventsTarget>
            {value !== null && (
              <button
                type="button"
                aria-label={t('places.picker.clear', { label })}
                onClick={() => {
                  choose(null)
                  input.current?.focus()
                }}
              >
                <IconX size={16} aria-hidden />
              </button>
            )}
          </div>
        </Combobox.Target>
        <Hits hits={hits} isHidden={(typed ?? '').trim() === ''} label={label} />
      </Combobox>
    </div>
  )
}

function Hits({ hits, isHidden, label }: { hits: Hits; isHidden: boolean; label: string }) {
  const { t } = useTranslation()
  return (
    <Combobox.Dropdown hidden={isHidden}>
      <Combobox.Options aria-label={label}>
        {hits.rows.map(row => (
          <Combobox.Option key={row.code} value={row.code} className={classes.hit}>
            <span className={classes.hitName}>
              {[row.name, row.municipality].filter(Boolean).join(', ') || t(`places.kind.${row.kind}`)}
            </span>
            <code>{row.code}</code>
          </Combobox.Option>
        ))}
        {hits.state !== 'found' && <Combobox.Empty>{t(`places.picker.${hits.state}`)}</Combobox.Empty>}
      </Combobox.Options>
    </Combobox.Dropdown>
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
