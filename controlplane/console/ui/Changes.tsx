import { Button } from './Button.tsx'
import classes from './changes.module.css'

type Props = {
  /** How many rows would stand elsewhere. */
  count: number
  says: string
  release: () => void
}

/** A new order waits until it is asked for. */
export function Changes({ count, says, release }: Props) {
  return (
    <div role="status" className={classes.changes}>
      {count > 0 && <Button onClick={release}>{says}</Button>}
    </div>
  )
}
