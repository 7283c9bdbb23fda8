import { useEffect } from 'react'
import { usePreferences } from '../preferences.ts'

type Actions = { search: () => void; help: () => void }

/** Bound to characters, not keys, so that they are where AZERTY has them. Ctrl K always works; the rest can be off. */
export function useShortcuts(actions: Actions) {
  const { shortcuts } = usePreferences()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        return actions.search()
      }
      if (!shortcuts || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const action = plainKeys(actions)[event.key]
      if (!action) return
      event.preventDefault()
      action()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [actions, shortcuts])
}

function plainKeys({ search, help }: Actions): Record<string, (() => void) | undefined> {
  return { '/': search, '?': help, n: () => moveRow(1), p: () => moveRow(-1) }
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  const typed = target instanceof HTMLInputElement && !['checkbox', 'radio'].includes(target.type)
  return (
    typed ||
    target instanceof HTMLTextAreaElement ||
    target.isContentEditable ||
    target.closest('dialog') !== null
  )
}

/** Rows mark the link that opens them; a list that draws only what is seen draws more as the focus moves on. */
function moveRow(step: 1 | -1) {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  const next = at === -1 ? rows.find(isInView) : rows[at + step]
  next?.focus()
}

function isInView(row: HTMLElement): boolean {
  const { top, bottom } = row.getBoundingClientRect()
  return top >= 0 && bottom <= innerHeight
}
