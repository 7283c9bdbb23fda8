import type { PageLanguage } from '../../../protocol/help.ts'
import { sentenceOf, stepOf } from '../../../protocol/sentences/sentences.ts'
import type { PageState } from '../api.ts'
import { isFresh } from './teacher/status.ts'
import type { FaceName, Words } from './texts/words.ts'
import type { SetSays } from './useSet.ts'

export type Face = { face: FaceName; says: string }

/** A press that the agent has not taken yet: it did not answer. */
export type Pending = { isPending: boolean }

/** The one face and the one sentence of this moment. */
export function faceOf(
  { state, trouble }: SetSays,
  { isPending }: Pending,
  { child }: Words,
  language: PageLanguage,
  now: number,
): Face {
  const { says } = child
  if (trouble === 'old') return { face: 'waiting', says: says.old }
  if (isPending) return { face: 'waiting', says: says.unkept }
  if (trouble === 'silent' || !state) return { face: 'waiting', says: says.silent }
  const ofHelp = faceOfHelp(state, child)
  if (ofHelp) return ofHelp
  if (!state.isReached) return { face: 'waiting', says: says.offline }
  if (state.today.includes('here')) return { face: 'waiting', says: says.here }
  if (state.help?.state === 'closed') return { face: 'ready', says: says.closed }
  if (state.help?.state === 'withdrawn') return { face: 'hello', says: says.withdrawn }
  return faceOfCheck(state, child, language, now) ?? { face: 'hello', says: says.hello }
}

/** A child is told what works, or that somebody may have a look; what nobody knows says nothing. */
function faceOfCheck(
  { check }: PageState,
  { says }: Words['child'],
  language: PageLanguage,
  now: number,
): Face | undefined {
  if (!isFresh(check, now) || check.verdict === 'unknown') return undefined
  if (check.verdict !== 'broken' || check.worst === null) return { face: 'ready', says: says.ready }
  const step = stepOf(language, 'child', check.worst)
  return {
    face: 'waiting',
    says: [sentenceOf(language, 'child', check.worst), step].filter(Boolean).join(' '),
  }
}

function faceOfHelp({ help, isReached }: PageState, { says }: Words['child']): Face | undefined {
  if (!help?.isOpen) return undefined
  if (help.state === 'taken') return { face: 'coming', says: says.taken(help.helper) }
  if (help.state === 'kept' && !isReached) return { face: 'waiting', says: says.keptOffline }
  if (help.state === 'closed' || help.state === 'withdrawn') return undefined
  return { face: 'waiting', says: says[help.state] }
}
