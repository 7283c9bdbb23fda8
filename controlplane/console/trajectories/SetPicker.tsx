import { Combobox, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { SetRow } from '../../overview/sets/api.ts'
import { type Side, whyNotServe } from '../../trajectories/side/rules.ts'
import { ask } from '../data/fetch.ts'
import field from '../ui/field.module.css'
import ui from '../ui/ui.module.css'
import classes from './form.module.css'

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
  isFirst?: boolean
}

/**
 * A set found while one types, by label, serial or place. Free ones first; those of another pair are shown and cannot
 * be taken. Who does not see stock types the label whole.
 */
export function SetPicker({ side, of, label, value, change, problem, isFirst = false }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const { rows, state } = useHits(side, value)
  const isFree = ({ kind, trajectory }: SetRow) => !whyNotServe({ kind, pairOf: trajectory }, side, of)
  const free = rows.filter(isFree)
  const isWhole = free.some(row => row.label === value)
  const { selectFirstOption, resetSelectedOption, closeDropdown } = combobox
  // biome-ignore lint/correctness/useExhaustiveDependencies: Enter takes the first that is free, and saves once a label is whole
  useEffect(() => {
    if (isWhole) closeDropdown()
    else if (state === 'found' && free.length > 0) selectFirstOption()
    else resetSelectedOption()
  }, [value, rows, state])
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{label}</label>
      <Combobox
        store={combobox}
        withinPortal
        onOptionSubmit={label => {
          change(label)
          combobox.closeDropdown()
        }}
      >
        <Combobox.Target>
          <div>
            <Combobox.EventsTarget withExpandedAttribute>
              <input
                id={id}
                className={field.input}
                value={value}
                placeholder={t('trajectories.new.setHint')}
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
                maxLength={32}
                aria-invalid={problem !== undefined}
                aria-describedby={problem === undefined ? undefined : `${id}-problem`}
                // biome-ignore lint/a11y/noAutofocus: it stands where the button was that asked for it
                autoFocus={isFirst}
                onFocus={event => event.currentTarget.select()}
                onBlur={() => {
                  combobox.closeDropdown()
                  const [only, ...others] = free
                  if (value !== '' && only && others.length === 0 && state === 'found') change(only.label)
                  else change(value.trim().toUpperCase())
                }}
                onChange={event => {
                  change(event.currentTarget.value)
                  combobox.openDropdown()
                }}
              />
            </Combobox.EventsTarget>
          </div>
        </Combobox.Target>
        <Combobox.Dropdown hidden={value.trim() === '' || isWhole}>
          <Combobox.Options aria-label={label}>
            {rows.map(row => (
              <Combobox.Option
                key={row.label}
                value={row.label}
                disabled={!isFree(row)}
                className={classes.hit}
              >
                <code>{row.label}</code>
                <span className={ui.soft}>
                  {row.trajectory === null
                    ? [row.place?.name, row.place?.municipality].filter(Boolean).join(', ')
                    : t('trajectories.setPicker.inPair', { code: row.trajectory })}
                </span>
              </Combobox.Option>
            ))}
            {state !== 'found' && <Combobox.Empty>{t(`trajectories.setPicker.${state}`)}</Combobox.Empty>}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {problem !== undefined && (
        <p id={`${id}-problem`} role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
    </div>
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
