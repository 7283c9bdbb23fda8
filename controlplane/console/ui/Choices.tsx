import classes from './ui.module.css'

type Props<Value extends string> = {
  label: string
  options: readonly { value: Value; says: string }[]
  chosen: Value
  choose: (value: Value) => void
  isLabelShown?: boolean
}

/** A few answers of which one holds. */
export function Choices<Value extends string>({
  label,
  options,
  chosen,
  choose,
  isLabelShown = false,
}: Props<Value>) {
  return (
    <fieldset className={classes.choices}>
      <legend className={isLabelShown ? classes.legend : classes.hidden}>{label}</legend>
      <div>
        {options.map(({ value, says }) => (
          <button key={value} type="button" aria-pressed={value === chosen} onClick={() => choose(value)}>
            {says}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
