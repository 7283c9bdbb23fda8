import { Combobox, useCombobox } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type RefObject, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../session/useMe.ts'
import field from '../ui/field.module.css'
import type { PageName } from './areas.ts'
import { type pages as allPages, seenBy } from './pages.ts'
import { SearchHits } from './SearchHits.tsx'
import classes from './search.module.css'
import { type Hit, useHits } from './useSearch.ts'

const typingMax = 100

/** One field that finds trajectories, sets and places by what people know of them, and a page by its name. */
export function TopSearch({ inputRef }: { inputRef: RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  /** What stood there when Enter came before its hits: the first of them opens when they do. */
  const [awaited, setAwaited] = useState<string>()
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const pages = seenBy(useMe().roles)
  const open = useOpen()
  const { groups, isCurrent, state } = useHits(text)
  const pageHits = pages.filter(
    page => text !== '' && t(`pages.${page.name}`).toLowerCase().startsWith(text.toLowerCase()),
  )
  const first = pageHits[0]?.to ?? groups[0]?.hits[0]?.choice
  const go = (choice: string) => {
    const hit = groups.flatMap(({ hits }) => hits).find(hit => hit.choice === choice)
    const page = pages.find(page => page.to === choice)
    if (page) open.page(page.to)
    else if (hit) open.hit(hit)
    else open.all(choice.slice('all '.length) as Hit['kind'], text.trim())
    setText('')
    setAwaited(undefined)
    combobox.closeDropdown()
    inputRef.current?.blur()
  }
  const { selectFirstOption, resetSelectedOption } = combobox
  // biome-ignore lint/correctness/useExhaustiveDependencies: Enter opens the first of what was found, whenever that changes
  useEffect(() => {
    if (!isCurrent) return resetSelectedOption()
    selectFirstOption()
    if (awaited === text && first !== undefined) go(first)
  }, [text, groups, isCurrent])
  return (
    <Combobox store={combobox} onOptionSubmit={go} withinPortal={false}>
      <Combobox.Target>
        <div className={classes.search}>
          <IconSearch size={16} aria-hidden />
          <Combobox.EventsTarget withExpandedAttribute>
            <input
              ref={inputRef}
              type="search"
              className={field.input}
              aria-label={t('search.label')}
              placeholder={t('search.placeholder')}
              value={text}
              maxLength={typingMax}
              onFocus={() => combobox.openDropdown()}
              onBlur={() => combobox.closeDropdown()}
              onKeyDown={event => setAwaited(event.key === 'Enter' && !isCurrent ? text : undefined)}
              onChange={event => {
                setText(event.currentTarget.value)
                combobox.openDropdown()
              }}
            />
          </Combobox.EventsTarget>
          <kbd aria-hidden>Ctrl K</kbd>
        </div>
      </Combobox.Target>
      <Combobox.Dropdown hidden={text.trim() === ''} className={classes.dropdown}>
        <Combobox.Options aria-label={t('search.label')} className={classes.options}>
          {pageHits.length > 0 && (
            <Combobox.Group label={t('search.groups.pages')} className={classes.group}>
              {pageHits.map(page => (
                <Combobox.Option key={page.to} value={page.to} className={classes.hit}>
                  <page.icon size={16} aria-hidden /> {t(`pages.${page.name}`)}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          )}
          <SearchHits groups={groups} />
          {groups.length === 0 && pageHits.length === 0 && (
            <Combobox.Empty>{t(`search.${state === 'found' ? 'searching' : state}`)}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

/** Where each hit leads. */
function useOpen() {
  const navigate = useNavigate()
  const all = { trajectories: '/trajectories', sets: '/sets', locations: '/locations' } as const
  return {
    page: (to: (typeof allPages)[PageName]['to']) => void navigate({ to }),
    all: (kind: Hit['kind'], q: string) => void navigate({ to: all[kind], search: { q } }),
    hit: (hit: Hit) => {
      if (hit.kind === 'sets') void navigate({ to: '/sets/$label', params: { label: hit.row.label } })
      else if (hit.kind === 'locations')
        void navigate({ to: '/locations/$code', params: { code: hit.row.code } })
      else void navigate({ to: '/trajectories/$code', params: { code: hit.row.code } })
    },
  }
}
