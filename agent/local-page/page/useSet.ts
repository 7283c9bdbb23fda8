import { useEffect, useState } from 'preact/hooks'
import type { PageState } from '../api.ts'
import { read } from './asking.ts'
import { takeToken } from './token.ts'

const againMs = 1500
/** Who is answered sooner, and hears nothing new, is one page of too many that wait. */
const noNewsMs = 1000

/** What the agent says of this set, kept up to date. `trouble`: it says nothing, or no longer to this page. */
export type SetSays = { state: PageState | undefined; trouble: 'silent' | 'old' | undefined }

export function useSet(): SetSays {
  const [says, setSays] = useState<SetSays>({ state: undefined, trouble: undefined })
  useEffect(() => {
    const leaving = new AbortController()
    follow(setSays, leaving.signal)
    return () => leaving.abort()
  }, [])
  return says
}

async function follow(
  tell: (change: (before: SetSays) => SetSays) => void,
  left: AbortSignal,
): Promise<void> {
  let after = ''
  while (!left.aborted) {
    const from = performance.now()
    const asked = await read<PageState>(`/state${after}`, left)
    if (left.aborted) return
    if (asked.is === 'done') {
      const heard = after
      after = `?after=${asked.answer.revision}`
      tell(() => ({ state: asked.answer, trouble: undefined }))
      if (heard === after && performance.now() - from < noNewsMs) await newTokenOr(againMs, left)
    } else {
      after = ''
      const trouble = asked.is === 'old' ? 'old' : 'silent'
      tell(({ state }) => ({ state, trouble }))
      await newTokenOr(againMs, left)
    }
  }
}

/** Opening the page anew in the same tab changes what stands after `#` alone. */
function newTokenOr(ms: number, left: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const end = () => {
      clearTimeout(timer)
      removeEventListener('hashchange', end)
      takeToken()
      resolve()
    }
    const timer = setTimeout(end, ms)
    addEventListener('hashchange', end)
    left.addEventListener('abort', end, { once: true })
  })
}
