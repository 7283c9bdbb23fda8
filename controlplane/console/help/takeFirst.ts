import type { HelpCases } from '../../help/api.ts'
import { ask, tell } from '../data/fetch.ts'
import { offerUndo } from '../data/undo.ts'
import { helpTexts } from '../parts/help/texts.ts'
import type { Doing } from '../session/actions.ts'
import { needTexts } from '../ui/text.ts'

/** Takes the call for help that has waited longest, and goes to where whom to call stands. */
export async function takeFirst({ t, client, navigate }: Doing) {
  const known = client.getQueryData<HelpCases>(['open-help']) ?? (await ask('/api/help', {}, {}))
  const first = known.cases.find(({ takenAt }) => takenAt === null)
  if (!first) return
  const { id, trajectory, set } = first
  const refresh = () => client.invalidateQueries({ queryKey: ['open-help'] })
  await tell('POST /api/help/:id/take', { id }, {}).finally(refresh)
  await needTexts(helpTexts)
  const giveBack = () => tell('POST /api/help/:id/give-back', { id }, {}).finally(refresh)
  offerUndo(t('help.done.take', { who: trajectory ?? set }), giveBack)
  if (trajectory === null) await navigate({ to: '/sets/$label', params: { label: set } })
  else await navigate({ to: '/trajectories/$code', params: { code: trajectory } })
}
