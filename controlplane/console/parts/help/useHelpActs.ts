import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { HelpOutcome } from '../../../help/rules.ts'
import { tell } from '../../data/fetch.ts'
import { offerUndo } from '../../data/undo.ts'

/** Of what one does first with a call for help: there the focus goes back when it comes back. */
export const helpActId = (id: string) => `help-${id}`

/** What one may do with a call for help; each can be taken back. `who`: as people call it. */
export function useHelpActs(id: string, who: string) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const onSettled = () =>
    Promise.all(['open-help', 'set-help'].map(key => client.invalidateQueries({ queryKey: [key] })))
  const takeIt = () => tell('POST /api/help/:id/take', { id }, {}).finally(onSettled)
  const giveBackIt = () => tell('POST /api/help/:id/give-back', { id }, {}).finally(onSettled)
  const reopenIt = () => tell('POST /api/help/:id/reopen', { id }, {}).finally(onSettled)
  const common = { networkMode: 'always' } as const
  const take = useMutation({
    ...common,
    mutationFn: takeIt,
    onSuccess: () => offerUndo(t('help.done.take', { who }), giveBackIt, helpActId(id)),
  })
  const giveBack = useMutation({
    ...common,
    mutationFn: giveBackIt,
    onSuccess: () => offerUndo(t('help.done.giveBack', { who }), takeIt, helpActId(id)),
  })
  const close = useMutation({
    ...common,
    mutationFn: (outcome: HelpOutcome) =>
      tell('POST /api/help/:id/close', { id }, { outcome }).finally(onSettled),
    onSuccess: () => offerUndo(t('help.done.close', { who }), reopenIt, helpActId(id)),
  })
  return { take, giveBack, close }
}
