import { Button } from '../ui/Button.tsx'
import { focusOnceDrawn } from '../ui/focus.ts'
import classes from './ticket.module.css'

type Props<Value extends string | number> = {
  label: string
  options: readonly Value[]
  says: (value: Value) => string
  chosen: Value
  choose: (value: Value) => void
  /** What is chosen gets the focus once it is drawn. */
  isFirst?: boolean
}

/** One of a closed list, each in one press; on as many lines as they need. */
export function Chips<Value extends string | number>(props: Props<Value>) {
  const { label, options, says, chosen, choose, isFirst = false } = props
  return (
    <fieldset className={classes.chips}>
      <legend>{label}</legend>
      <div>
        {options.map(value => (
          <Button
            key={value}
            {...(isFirst && value === chosen && { ref: focusOnceDrawn })}
            look="toggle"
            aria-pressed={value === chosen}
            onClick={() => choose(value)}
          >
            {says(value)}
          </Button>
        ))}
      </div>
    </fieldset>
  )
}
