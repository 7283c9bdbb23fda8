import { FetchError, tell } from '../data/fetch.ts'
import { offerUndo } from '../data/undo.ts'
import { refreshTickets } from '../parts/ticket/claim.ts'
import type { Doing } from '../session/actions.ts'

/** What was done, and what was refused, each with why. */
export type Report = { done: number[]; refused: { no: number; error: unknown }[] }

/** One after another: what is refused holds back no other. When nobody answers any more, the rest is not tried. */
async function doMany(nos: readonly number[], act: (no: string) => Promise<unknown>): Promise<Report> {
  const report: Report = { done: [], refused: [] }
  let away: unknown
  for (const no of nos) {
    const error =
      away ??
      (await act(String(no)).then(
        () => undefined,
        (error: unknown) => error,
      ))
    if (isAway(error)) away = error
    if (error === undefined) report.done.push(no)
    else report.refused.push({ no, error })
  }
  return report
}

function isAway(error: unknown): boolean {
  if (error === undefined) return false
  return (
    !(error instanceof FetchError) || error.failure.kind === 'unreachable' || error.failure.status === 401
  )
}

type By = Pick<Doing, 't' | 'client'>

const release = (no: string) => tell('POST /api/tickets/:no/release', { no }, {})
const goOn = (no: string) => tell('POST /api/tickets/:no/answer', { no }, {})

/** All of them are theirs who asks, and can be given back. */
export async function claimMany(nos: readonly number[], { t, client }: By): Promise<Report> {
  const report = await doMany(nos, no => tell('POST /api/tickets/:no/claim', { no }, {}))
  await refreshTickets(client)
  offerBack(report, t('queue.many.done.claim', { count: report.done.length }), release, client)
  return report
}

/** None of them asks anybody before this moment (ms since 1970 UTC). */
export async function planMany(
  nos: readonly number[],
  plannedFor: number,
  { t, client }: By,
): Promise<Report> {
  const report = await doMany(nos, no => tell('POST /api/tickets/:no/plan', { no }, { for: plannedFor }))
  await refreshTickets(client)
  offerBack(report, t('queue.many.done.plan', { count: report.done.length }), goOn, client)
  return report
}

/** They go on as one; that cannot be put back. */
export async function mergeMany(nos: readonly number[], into: number, { client }: By): Promise<Report> {
  const report = await doMany(nos, no => tell('POST /api/tickets/:no/merge', { no }, { to: into }))
  await refreshTickets(client)
  return report
}

/** Each of what was done is put back by itself; the first that cannot be says why. */
function offerBack(
  { done }: Report,
  says: string,
  back: (no: string) => Promise<unknown>,
  client: By['client'],
) {
  if (done.length === 0) return
  offerUndo(says, async () => {
    const { refused } = await doMany(done, back)
    await refreshTickets(client)
    if (refused.length > 0) throw refused[0]!.error
  })
}
