import { Combobox } from '@mantine/core'
import { useMergedRef } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { type ComponentProps, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { IconButton } from './Button.tsx'
import { Field } from './Field.tsx'
import { focusNextField } from './focus.ts'
import classes from './picker.module.css'
import { useLit } from './useLit.ts'

/** `note` tells it apart from others, or says why it cannot be chosen. */
export type Hit = { key: string; says: ReactNode; note: ReactNode; isTaken?: boolean }

type Props = {
  label: string
  /** What stands in the field. */
  text: string
  type: (text: string) => void
  hits: readonly Hit[]
  /** Of what stands there now; `closed`: nothing is searched for, or what was typed is it. */
  state: 'closed' | 'searching' | 'found' | 'none' | 'failed'
  /** What is said when there is nothing to choose: it is being searched, nothing was found. */
  says: string | undefined
  /** What is typed counts by itself: Enter does not wait for what it finds. */
  isFree?: boolean
  choose: (key: string) => void
  leave: () => void
  /** Takes the choice away; left out: there is none. */
  clear?: { label: string; run: () => void } | undefined
  problem?: string | undefined
} & Pick<ComponentProps<'input'>, 'placeholder' | 'maxLength' | 'autoCapitalize' | 'ref'>

/**
 * Something found while one types. Enter and Tab take what is lit and go on to the next field, so that a scanner, which
 * ends with Enter, saves nothing; Escape closes what was found.
 */
export function Picker({ label, text, type, hits, state, says, ...more }: Props) {
  const { choose, leave, clear, problem, isFree, ref, ...input } = more
  const own = useRef<HTMLInputElement>(null)
  const field = useMergedRef(own, ref ?? null)
  useEffect(() => own.current?.setCustomValidity(problem ?? ''), [problem])
  const { combobox, onKeyDown } = useTaking({ text, hits, state, choose, isFree }, own)
  const typed = (text: string) => {
    type(text)
    combobox.openDropdown()
  }
  const left = () => {
    leave()
    combobox.closeDropdown()
  }
  return (
    <Field label={label} problem={problem}>
      {control => (
        <Combobox store={combobox} withinPortal={false} onOptionSubmit={key => choose(key)}>
          <Combobox.DropdownTarget>
            <div className={classes.frame}>
              <Combobox.EventsTarget withExpandedAttribute>
                <input
                  {...input}
                  {...control}
                  ref={field}
                  autoComplete="off"
                  spellCheck={false}
                  value={text}
                  onFocus={event => event.currentTarget.select()}
                  onBlur={left}
                  onKeyDown={onKeyDown}
                  onChange={event => typed(event.currentTarget.value)}
                />
              </Combobox.EventsTarget>
              {clear && <Clear {...clear} into={() => own.current?.focus()} />}
            </div>
          </Combobox.DropdownTarget>
          <Combobox.Dropdown hidden={state === 'closed'}>
            <Hits label={label} hits={hits} says={says} />
          </Combobox.Dropdown>
        </Combobox>
      )}
    </Field>
  )
}

type Taking = Pick<Props, 'text' | 'hits' | 'state' | 'choose'> & { isFree?: boolean | undefined }

/** What the keys take. */
function useTaking(
  { text, hits, state, choose, isFree = false }: Taking,
  own: { current: HTMLInputElement | null },
) {
  const isSearching = state === 'searching'
  const canTake = state === 'found' && hits.some(({ isTaken }) => !isTaken)
  const goOn = () => own.current && focusNextField(own.current)
  const take = (index: number) => {
    const hit = hits[index]
    if (hit === undefined || hit.isTaken) return
    choose(hit.key)
    combobox.closeDropdown()
  }
  const { combobox, lit, wait } = useLit({
    text,
    keys: hits.map(({ key }) => key),
    lights: canTake ? 'first' : isSearching ? 'searching' : 'nothing',
    take(index) {
      take(index)
      goOn()
    },
  })
  useEffect(() => {
    if (state === 'closed') combobox.closeDropdown()
  })
  const onKeyDown = (event: KeyboardEvent) => {
    const isEnter = event.key === 'Enter'
    const isTab = event.key === 'Tab' && !event.shiftKey
    const isTaking = (isEnter || isTab) && !event.nativeEvent.isComposing
    const mustWait = isTaking && isSearching && !isFree
    wait(mustWait ? text : undefined)
    if (!isTaking) return
    take(lit())
    if (isEnter || mustWait) event.preventDefault()
    if (isEnter && !mustWait) goOn()
  }
  return { combobox, onKeyDown }
}

/** No stop of the keyboard: an emptied field does the same. */
function Clear({ label, run, into }: { label: string; run: () => void; into: () => void }) {
  const press = () => {
    run()
    into()
  }
  return <IconButton icon={IconX} label={label} tabIndex={-1} onClick={press} />
}

function Hits({ label, hits, says }: Pick<Props, 'label' | 'hits' | 'says'>) {
  return (
    <Combobox.Options aria-label={label}>
      {hits.map(({ key, says, note, isTaken = false }) => (
        <Combobox.Option key={key} value={key} disabled={isTaken} className={classes.hit}>
          <span>{says}</span>
          <span>{note}</span>
        </Combobox.Option>
      ))}
      {says !== undefined && <Combobox.Empty>{says}</Combobox.Empty>}
    </Combobox.Options>
  )
}
