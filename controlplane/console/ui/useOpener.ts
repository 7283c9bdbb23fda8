import { useEffect, useState } from 'react'
import { takeLostFocus } from './focus.ts'

/** When what was opened goes, the focus it leaves behind goes back to what opened it, if that is still there, on the page itself. */
export function useOpener() {
  const [opener] = useState(() => document.activeElement)
  const [path] = useState(() => location.pathname)
  useEffect(
    () => () => {
      if (!(opener instanceof HTMLElement) || !opener.closest('main')) return
      takeLostFocus(() => {
        if (opener.isConnected && location.pathname === path) opener.focus()
      })
    },
    [opener, path],
  )
}
