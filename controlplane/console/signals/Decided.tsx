import {
  IconBell,
  IconBellOff,
  IconCircleCheck,
  IconCircleDashed,
  IconEye,
  IconHourglass,
  IconUser,
} from '@tabler/icons-react'
import type { Decision } from '../../signals/decision/api.ts'
import type { Icon } from '../ui/Status.tsx'
import ui from '../ui/ui.module.css'
import classes from './signals.module.css'
import { useDecisionWords } from './useDecisionWords.ts'

/** What it did to whoever might be called. */
const icons: Record<Decision['what'], Icon> = {
  held: IconHourglass,
  healed_in_time: IconCircleCheck,
  fired: IconEye,
  clearing: IconHourglass,
  again: IconEye,
  cleared: IconCircleCheck,
  unknown: IconCircleDashed,
  opened: IconEye,
  reopened: IconEye,
  joined: IconEye,
  expired: IconEye,
  resolved: IconCircleCheck,
  raised: IconBell,
  decided: IconBellOff,
  acknowledged: IconUser,
  released: IconUser,
  muted: IconUser,
  unmuted: IconUser,
  resolved_by_hand: IconUser,
  told: IconUser,
}

type Props = {
  row: Decision
  /** Those before it, the newest first, and the one right after it. */
  before: readonly Decision[]
  after: Decision | undefined
}

/** One decision as a sentence: of which set, what was seen, and what came of it. */
export function Decided({ row, before, after }: Props) {
  const { what, seen } = useDecisionWords()(row, { before, after })
  const Icon = row.what === 'decided' && row.detail.reason === 'ticket' ? IconBell : icons[row.what]
  return (
    <div className={classes.decided}>
      <Icon size={16} aria-hidden />
      <div>
        {what}
        {seen !== undefined && <span className={ui.soft}> {seen}</span>}
      </div>
    </div>
  )
}
