import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ParseKeys } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketRow } from '../../tickets/api.ts'
import { usePageKeys } from '../session/pageKeys.ts'
import { Button } from '../ui/Button.tsx'
import { takeLostFocusTo } from '../ui/focus.ts'
import { NowButton } from '../ui/NowButton.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { type ManyMove, manyMoves, whyNotNow } from './chosen.ts'
import { MergeMany } from './MergeMany.tsx'
import { claimMany, mergeMany, planMany, type Report } from './many.ts'
import { PlanMany } from './PlanMany.tsx'
import classes from './queue.module.css'
import { Refusals } from './Refusals.tsx'

type Props = {
  /** What is chosen, in the order of the list. */
  rows: readonly TicketRow[]
  /** How many the filters show. */
  total: number
  chooseAll: () => void
  clear: () => void
  /** What was done and asks for no more is no longer chosen. */
  leave: (nos: readonly number[]) => void
}

const idOf = (move: ManyMove) => `queue-many-${move}`

/** What is done with several at once. It stands there always, so that choosing moves nothing. */
export function ManyBar({ rows, total, chooseAll, clear, leave }: Props) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<'plan' | 'merge'>()
  const { run, isBusy, told, forget } = useMany(leave)
  const count = rows.length
  const claim = () => run({ move: 'claim', nos: rows.map(({ no }) => no) })
  usePageKeys(count > 0 ? [{ key: 'c', says: t('queue.many.claimKey'), run: claim }] : [])
  const close = () => {
    takeLostFocusTo(idOf(asking ?? 'claim'))
    setAsking(undefined)
  }
  const presses: Record<ManyMove, () => void> = {
    claim,
    plan: () => setAsking('plan'),
    merge: () => setAsking('merge'),
  }
  const asked = { rows, isBusy, cancel: close }
  return (
    <div className={classes.many}>
      <Line {...{ rows, total, isBusy, presses, chooseAll, clear }} />
      {asking === 'plan' && count > 0 && (
        <PlanMany
          {...asked}
          plan={at => run({ move: 'plan', nos: rows.map(({ no }) => no), at }).then(close)}
        />
      )}
      {asking === 'merge' && count > 1 && (
        <MergeMany
          {...asked}
          merge={into => {
            const nos = rows.map(({ no }) => no).filter(no => no !== into)
            return run({ move: 'merge', nos, into }).then(close)
          }}
        />
      )}
      <Refusals report={told} forget={forget} />
    </div>
  )
}

type LineProps = Omit<Props, 'leave'> & { isBusy: boolean; presses: Record<ManyMove, () => void> }

function Line({ rows, total, isBusy, presses, chooseAll, clear }: LineProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const count = rows.length
  const why = (move: ManyMove) => {
    const key = whyNotMany(move, rows)
    return key && t(key)
  }
  if (count === 0)
    return (
      <div className={classes.manyLine}>
        <span role="status" className={ui.soft}>
          {t('queue.many.none')}
        </span>
      </div>
    )
  return (
    <div className={classes.manyLine}>
      <span role="status">{t('queue.many.chosen', { count, number: formats.number(count) })}</span>
      {manyMoves.map(move => (
        <NowButton key={move} id={idOf(move)} disabled={isBusy} whyNot={why(move)} onClick={presses[move]}>
          {t(`queue.many.act.${move}`)}
        </NowButton>
      ))}
      {count < total && (
        <Button look="quiet" onClick={chooseAll}>
          {t('queue.many.all', { count: total, number: formats.number(total) })}
        </Button>
      )}
      <Button look="quiet" onClick={clear}>
        {t('queue.many.clear')}
      </Button>
    </div>
  )
}

/** Why it can be done with none of them; what can be done with some is tried, and the rest is told. */
function whyNotMany(move: ManyMove, rows: readonly TicketRow[]): ParseKeys | undefined {
  if (move === 'merge' && rows.length < 2) return 'queue.many.two'
  const [first, ...others] = rows.map(row => whyNotNow(row, move))
  if (first === undefined || others.includes(undefined)) return undefined
  return `refusal.${first}.says`
}

type Asked =
  | { move: 'claim'; nos: readonly number[] }
  | { move: 'plan'; nos: readonly number[]; at: number }
  | { move: 'merge'; nos: readonly number[]; into: number }

function useMany(leave: Props['leave']) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const many = useMutation({
    networkMode: 'always',
    mutationFn: (asked: Asked): Promise<Report> => {
      if (asked.move === 'claim') return claimMany(asked.nos, { t, client })
      if (asked.move === 'plan') return planMany(asked.nos, asked.at, { t, client })
      return mergeMany(asked.nos, asked.into, { t, client })
    },
    // Who took several goes on with them.
    onSuccess: ({ done }, { move }) => move !== 'claim' && leave(done),
  })
  const run = async (asked: Asked) => {
    if (!many.isPending) await many.mutateAsync(asked)
  }
  return { run, isBusy: many.isPending, told: many.data, forget: many.reset }
}
