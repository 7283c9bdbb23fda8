import { Combobox, useCombobox } from '@mantine/core'
import { useMergedRef } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react'
import { IconButton } from './Button.tsx'
import { Field } from './Field.tsx'
import classes from './picker.module.css'

/** `note` tells it apart from others, or says why it cannot be chosen. */
export type Hit = { key: string; says: ReactNode; note: ReactNode; isTaken?: boolean }

type Props = {
  label: string
  /** What stands in the field. */
  text: string
  type: (text: string) => void
  hits: readonly Hit[]
  /** What is said when there is nothing to choose: it is being searched, nothing was found. */
  says: string | undefined
  /** Nothing is searched for, or what was typed is it. */
  isClosed: boolean
  /** Enter takes the first. */
  takesFirst: boolean
  choose: (key: string) => void
  leave: () => void
  /** Takes the choice away; left out: there is none. */
  clear?: { label: string; run: () => void } | undefined
  problem?: string | undefined
} & Pick<ComponentProps<'input'>, 'placeholder' | 'maxLength' | 'autoCapitalize' | 'ref'>

/** Something found while one types; arrows and Enter choose it, Escape closes what was found. */
export function Picker({ label, text, type, hits, says, isClosed, takesFirst, ...more }: Props) {
  const { choose, leave, clear, problem, ref, ...input } = more
  const own = useRef<HTMLInputElement>(null)
  const field = useMergedRef(own, ref ?? null)
  const combobox = useFirst(`${text} ${hits.map(({ key }) => key).join(' ')}`, isClosed, takesFirst)
  const done = (act: () => void) => () => {
    act()
    combobox.closeDropdown()
  }
  const typed = (text: string) => {
    type(text)
    combobox.openDropdown()
  }
  return (
    <Field label={label} problem={problem}>
      {control => (
        <Combobox store={combobox} withinPortal={false} onOptionSubmit={key => done(() => choose(key))()}>
          <Combobox.Target>
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
                  onBlur={done(leave)}
                  onChange={event => typed(event.currentTarget.value)}
                />
              </Combobox.EventsTarget>
              {clear && <Clear {...clear} into={() => own.current?.focus()} />}
            </div>
          </Combobox.Target>
          <Combobox.Dropdown hidden={isClosed}>
            <Hits label={label} hits={hits} says={says} />
          </Combobox.Dropdown>
        </Combobox>
      )}
    </Field>
  )
}

/** Enter takes the first of what was found, whenever that changes. */
function useFirst(found: string, isClosed: boolean, takesFirst: boolean) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const { selectFirstOption, resetSelectedOption, closeDropdown } = combobox
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store's functions are new at each drawing
  useEffect(() => {
    if (isClosed) closeDropdown()
    else if (takesFirst) selectFirstOption()
    else resetSelectedOption()
  }, [found, isClosed, takesFirst])
  return combobox
}

function Clear({ label, run, into }: { label: string; run: () => void; into: () => void }) {
  const press = () => {
    run()
    into()
  }
  return <IconButton icon={IconX} label={label} onClick={press} />
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
