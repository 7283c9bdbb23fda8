import { useEffect, useState } from 'preact/hooks'
import type { HelpAsker, HelpPicture, PageLanguage } from '../../../protocol/help.ts'
import { say } from './asking.ts'

const againMs = 1500

export type Press = (picture: HelpPicture) => void
type Asking = { picture: HelpPicture; by: HelpAsker; language: PageLanguage }

/** Presses for help. While the agent does not answer, the page holds on to the press and tries again, wherever one goes. */
export function usePress() {
  const [pending, setPending] = useState<Asking>()
  useEffect(() => {
    if (pending === undefined) return
    let isLeft = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const attempt = async () => {
      const { is } = await say('/help', pending)
      if (isLeft) return
      if (is === 'silent') timer = setTimeout(attempt, againMs)
      else setPending(undefined)
    }
    void attempt()
    return () => {
      isLeft = true
      clearTimeout(timer)
    }
  }, [pending])
  return { ask: setPending, isPending: pending !== undefined }
}
