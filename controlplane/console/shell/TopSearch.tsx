import { Combobox, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type RefObject, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SetRow } from '../../overview/sets-api.ts'
import { ask } from '../fetch.ts'
import { PresenceStatus } from '../PresenceStatus.tsx'
import { useMay } from '../people/useMay.ts'
import ui from '../ui/ui.module.css'
import { usePages } from './pages.ts'
import classes from './search.module.css'

const hitsMax = 8
const typingMs = 150

/** One field that finds a set by label, trajectory, place or serial, and a page by its name. */
export function TopSearch({ inputRef }: { inputRef: RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const pages = usePages()
  const hits = useHits(text)
  const pageHits = pages.filter(
    page => text !== '' && t(`pages.${page.key}`).toLowerCase().startsWith(text.toLowerCase()),
  )
  const { selectFirstOption } = combobox
  // biome-ignore lint/correctness/useExhaustiveDependencies: Enter opens the first of what was found, whenever that changes
  useEffect(() => void selectFirstOption(), [text, hits.rows])
  const go = (choice: string) => {
    setText('')
    combobox.closeDropdown()
    inputRef.current?.blur()
    const page = pages.find(page => page.to === choice)
    if (page) void navigate({ to: page.to })
    else if (choice === allHits) void navigate({ to: '/sets', search: { q: text } })
    else void navigate({ to: '/sets/$label', params: { label: choice } })
  }
  return (
    <Combobox store={combobox} onOptionSubmit={go} withinPortal>
      <Combobox.Target>
        <div className={classes.search}>
          <IconSearch size={16} aria-hidden />
          <Combobox.EventsTarget withExpandedAttribute>
            <input
              ref={inputRef}
              type="search"
              className={ui.input}
              aria-label={t('search.label')}
              placeholder={t('search.placeholder')}
              value={text}
              maxLength={100}
              onFocus={() => combobox.openDropdown()}
              onBlur={() => combobox.closeDropdown()}
              onChange={event => {
                setText(event.currentTarget.value)
                combobox.openDropdown()
              }}
            />
          </Combobox.EventsTarget>
          <kbd aria-hidden>Ctrl K</kbd>
        </div>
      </Combobox.Target>
      <Combobox.Dropdown hidden={text.trim() === ''}>
        <Combobox.Options aria-label={t('search.label')}>
          {pageHits.map(page => (
            <Combobox.Option key={page.to} value={page.to} className={classes.hit}>
              <page.icon size={16} aria-hidden /> {t(`pages.${page.key}`)}
            </Combobox.Option>
          ))}
          {hits.rows.map(row => (
            <Combobox.Option key={row.label} value={row.label} className={classes.hit}>
              <code>{row.label}</code>
              <span className={classes.hitPlace}>
                {[t(`kind.${row.kind}`), row.trajectory, row.place?.name, row.place?.municipality]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              <PresenceStatus state={row.presence} />
            </Combobox.Option>
          ))}
          {hits.total > hits.rows.length && (
            <Combobox.Option value={allHits} className={classes.hit}>
              {t('search.all', { count: hits.total })}
            </Combobox.Option>
          )}
          {hits.state !== 'found' && pageHits.length === 0 && (
            <Combobox.Empty>{t(`search.${hits.state}`)}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

const allHits = ' all'
const noRows: SetRow[] = []

function useHits(text: string) {
  const [q] = useDebouncedValue(text.trim(), typingMs)
  const { may } = useMay('seeSets')
  const { data, isError } = useQuery({
    queryKey: ['search', q],
    queryFn: ({ signal }) => ask('/api/sets', {}, { q, limit: String(hitsMax) }, signal),
    enabled: q !== '' && may,
    placeholderData: keepPreviousData,
  })
  const shown = q === '' ? undefined : data
  const state = isError
    ? 'failed'
    : !may
      ? 'none'
      : !shown
        ? 'searching'
        : shown.total === 0
          ? 'none'
          : 'found'
  return { rows: shown?.rows ?? noRows, total: shown?.total ?? 0, state } as const
}
