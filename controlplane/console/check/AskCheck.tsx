import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { SetDetail } from '../data/fetch.ts'
import { tell } from '../data/fetch.ts'
import { useWhy } from '../data/refusals/useWhy.ts'
import { GatedButton } from '../session/GatedButton.tsx'
import { useMay } from '../session/useMay.ts'
import ui from '../ui/ui.module.css'
import { askCheckId, askHindrance } from './actions.ts'
import classes from './check.module.css'

/** Asks the set to look itself over now; what came of asking stands beside the button, what was found below it. */
export function AskCheck({ set }: { set: SetDetail }) {
  const { t } = useTranslation()
  const asking = useMutation({
    networkMode: 'always',
    mutationFn: () => tell('POST /api/sets/:label/check', { label: set.label }, {}),
  })
  const why = useWhy(asking.error)
  const hindrance = askHindrance(set)
  if (!useMay('askDevices').may) return null
  return (
    <div className={classes.ask}>
      <GatedButton
        policy="askDevices"
        id={askCheckId}
        disabled={asking.isPending}
        aria-disabled={hindrance !== undefined || asking.isPending}
        aria-describedby={`${askCheckId}-says`}
        onClick={() => hindrance === undefined && asking.mutate()}
      >
        {t('check.ask')}
      </GatedButton>
      <span id={`${askCheckId}-says`} role="status" className={ui.soft}>
        {says()}
      </span>
    </div>
  )

  function says(): string {
    if (hindrance !== undefined) return t(`check.hindrance.${hindrance}`)
    if (asking.isPending) return t('check.asking')
    if (why) return `${why.says} ${why.next}`
    if (!asking.data) return ''
    const { outcome } = asking.data
    return t(`check.asked.${outcome}`)
  }
}
