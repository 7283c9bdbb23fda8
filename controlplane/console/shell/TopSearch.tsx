import { Combobox } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, type RefObject, useLayoutEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import field from '../ui/field.module.css'
import { useLit } from '../ui/useLit.ts'
import { addressOf } from './objects.ts'
import type { ObjectName } from './registry.ts'
import classes from './search.module.css'
import type { Hands } from './shellActions.ts'
import { type Early, nothingEarly, typingMax } from './TopComing.tsx'
import { type Choice, type Group, idOf, usePalette } from './usePalette.tsx'
import type { Hit } from './useSearch.ts'

/** `early`: what was typed before all of this had come. */
type Props = { inputRef: RefObject<HTMLInputElement | null>; early: RefObject<Early>; hands: Hands }

/**
 * One field that finds trajectories, sets and places by what people know of them, pages by their names, and what can be
 * done: with the object of this page, and after Tab with the one that is chosen.
 */
export function TopSearch({ inputRef, early, hands }: Props) {
  const { t } = useTranslation()
  const { combobox, text, type, wait, palette, choices, go, onKeyDown } = useChoosing(inputRef, hands)
  // Until it takes the place of the field before somebody may type there: that goes over, once.
  useLayoutEffect(() => {
    const { text: typed, hasFocus, isEntered } = early.current
    early.current = { ...nothingEarly }
    if (typed !== '') type(typed)
    if (isEntered) wait(typed)
    if (hasFocus) inputRef.current?.focus()
  })
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={value => go(choices.find(choice => choice.value === value))}
      position="bottom-start"
      withinPortal={false}
    >
      <Combobox.DropdownTarget>
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
              onKeyDown={onKeyDown}
              onChange={event => type(event.currentTarget.value)}
            />
          </Combobox.EventsTarget>
          <kbd aria-hidden>Ctrl K</kbd>
        </div>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={text.trim() === ''} className={classes.dropdown}>
        <Choices
          groups={palette.groups}
          says={t(`search.${palette.state === 'found' ? 'searching' : palette.state}`)}
        />
        {choices.some(({ object }) => object) && (
          <p className={classes.hint}>
            <kbd>Tab</kbd> {t('search.actsOf')}
          </p>
        )}
      </Combobox.Dropdown>
    </Combobox>
  )
}

/** What stands there, what can be chosen for it, and what the keys do. */
function useChoosing(inputRef: Props['inputRef'], hands: Hands) {
  const [text, setText] = useState('')
  const [acting, setActing] = useState<ObjectName>()
  const palette = usePalette(text, acting, useOpen(), hands)
  const { isCurrent } = palette
  const choices: Choice[] = palette.groups.flatMap(group => group.choices)
  const go = (choice: Choice | undefined) => {
    if (!choice?.run) return
    setText('')
    combobox.closeDropdown()
    inputRef.current?.blur()
    choice.run()
  }
  const { combobox, lit, wait } = useLit({
    text,
    keys: choices.map(({ value }) => value),
    lights: isCurrent ? 'first' : 'searching',
    take: index => go(choices[index]),
    closed: () => setActing(undefined),
  })
  const type = (typed: string) => {
    setText(typed)
    setActing(undefined)
    combobox.openDropdown()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    wait(event.key === 'Enter' && !isCurrent ? text : undefined)
    if (event.key !== 'Tab' || event.shiftKey || !combobox.dropdownOpened || text.trim() === '') return
    const { object } = choices[lit()] ?? {}
    // Pressed before what it is about was found, it does nothing: the focus stays for the next press.
    if (object || !isCurrent) event.preventDefault()
    if (object) setActing(object)
  }
  return { combobox, text, type, wait, palette, choices, go, onKeyDown }
}

/** `says`: why there is nothing to choose. */
function Choices({ groups, says }: { groups: readonly Group[]; says: string }) {
  const { t } = useTranslation()
  return (
    <Combobox.Options aria-label={t('search.label')} className={classes.options}>
      {groups.map(({ key, label, choices }) => (
        <Combobox.Group key={key} label={label} className={classes.group}>
          {choices.map(({ value, draw }) => (
            <Combobox.Option key={value} value={value} className={classes.hit}>
              {draw}
            </Combobox.Option>
          ))}
        </Combobox.Group>
      ))}
      {groups.length === 0 && <Combobox.Empty>{says}</Combobox.Empty>}
    </Combobox.Options>
  )
}

/** Where each hit leads. */
function useOpen() {
  const navigate = useNavigate()
  return {
    all: (kind: Hit['kind'], q: string) => void navigate({ to: `/${kind}`, search: { q } }),
    hit: (hit: Hit) => void navigate({ to: addressOf({ kind: hit.kind, id: idOf(hit) }) }),
  }
}
