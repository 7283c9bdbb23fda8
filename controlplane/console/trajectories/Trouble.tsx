import { Failure } from '../data/Failure.tsx'
import classes from './form.module.css'
import { refusedOf, useRefusal } from './refusals.ts'

/** Why something about a trajectory could not be done; nothing when it could. */
export function Trouble({ error }: { error: unknown }) {
  const refusal = useRefusal(error)
  if (refusal === undefined) return <Failure error={error} />
  return (
    <p role="alert" className={classes.problem}>
      {refusal} <code>{refusedOf(error)?.where}</code>
    </p>
  )
}
