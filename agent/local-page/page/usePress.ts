import { useEffect, useState } from 'preact/hooks'
import type { HelpAsker, HelpPicture, PageLanguage } from '../../../protocol/help.ts'
import { say } from './asking.ts'

const againMs = 1500

/** Presses for help. While the agent does not answer, the page holds on to the press and tries again. */
export function usePress(by: HelpAsker, language: PageLanguage) {
  const [pending, setPending] = useState<HelpPicture>()
  useEffect(() => {
    if (pending === undefined) return
    let isLeft = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const attempt = async () => {
      const { is } = await say('/help', { picture: pending, by, language })
      if (isLeft) return
      if (is === 'silent') timer = setTimeout(attempt, againMs)
      else setPending(undefined)
    }
    void attempt()
    return () => {
      isLeft = true
      clearTimeout(timer)
    }
  }, [pending, by, language])
  return { press: setPending, isPending: pending !== undefined }
}
