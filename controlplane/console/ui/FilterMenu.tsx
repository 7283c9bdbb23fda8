import { Popover } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { Button } from './Button.tsx'
import { Check } from './Check.tsx'
import classes from './filterMenu.module.css'
import ui from './ui.module.css'

export type FilterGroup = {
  label: string
  /** `count`: how many it would leave, as it is said; undefined: nobody counted. */
  options: readonly { value: string; says: string; count?: string | undefined }[]
  chosen: readonly string[]
  /** What `onChange` of a `Check` gives back. */
  press: (value: string) => unknown
}

/** The one menu of a list: every word that it can be narrowed by, beside the few that are asked for most. */
export function FilterMenu({ label, groups }: { label: string; groups: readonly FilterGroup[] }) {
  const [open, setOpen] = useState(false)
  const hasChosen = groups.some(({ chosen }) => chosen.length > 0)
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button look="toggle" onClick={() => setOpen(!open)} data-chosen={hasChosen}>
          {label}
          <IconChevronDown size={14} aria-hidden />
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label} className={classes.menu}>
        {groups.map(({ label: legend, options, chosen, press }) => (
          <fieldset key={legend}>
            <legend>{legend}</legend>
            {options.map(({ value, says, count }) => (
              <Check key={value} checked={chosen.includes(value)} onChange={() => press(value)}>
                {says}
                {count !== undefined && <span className={ui.soft}> {count}</span>}
              </Check>
            ))}
          </fieldset>
        ))}
      </Popover.Dropdown>
    </Popover>
  )
}
