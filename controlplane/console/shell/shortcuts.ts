import { useEffect } from 'react'
import { pageKeys } from '../session/pageKeys.ts'
import { usePreferences } from '../ui/preferences.ts'
import type { Hands } from './shellActions.ts'
import { useAnywhere } from './useActs.ts'

/** The keys of the page that is shown, then those of the registry. Ctrl K always works; the rest can be off. */
export function useShortcuts(hands: Hands) {
  const { shortcuts } = usePreferences()
  const acts = useAnywhere(hands)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isCommand = event.ctrlKey || event.metaKey
      if (!isCommand && (!shortcuts || event.altKey || isTyping(event.target))) return
      const key = isCommand ? `Ctrl ${event.key.toUpperCase()}` : event.key
      const act = pageKeys().find(own => own.key === key) ?? acts.find(({ keys }) => keys?.includes(key))
      if (!act) return
      event.preventDefault()
      act.run()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [acts, shortcuts])
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  const typed = target instanceof HTMLInputElement && !['checkbox', 'radio'].includes(target.type)
  return (
    typed ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    target.isContentEditable ||
    target.closest('dialog') !== null
  )
}
