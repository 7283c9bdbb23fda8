import { useEffect, useRef } from 'react'
import { usePreferences } from '../ui/preferences.ts'

type Actions = { search: () => void; help: () => void; undo: () => void }
type MoveRow = (step: 1 | -1) => void

/** How long a step waits for its row to be drawn: beyond it the list has ended there. */
const drawnWithinMs = 400

/** Bound to characters, not keys, so that they are where AZERTY has them. Ctrl K always works; the rest can be off. */
export function useShortcuts(actions: Actions) {
  const { shortcuts } = usePreferences()
  const mover = useRef<MoveRow>(undefined)
  mover.current ??= startMover()
  const moveRow = mover.current
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        return actions.search()
      }
      if (!shortcuts || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const action = plainKeys(actions, moveRow)[event.key]
      if (!action) return
      event.preventDefault()
      action()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [actions, shortcuts, moveRow])
}

function plainKeys(
  { search, help, undo }: Actions,
  moveRow: MoveRow,
): Record<string, (() => void) | undefined> {
  return { '/': search, '?': help, u: undo, n: () => moveRow(1), p: () => moveRow(-1) }
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

/**
 * Rows mark the link that opens them. A list that draws only what is seen draws more as the focus moves on, so steps
 * that come faster than it draws wait for their row.
 */
function startMover(): MoveRow {
  let owed = 0
  const walk = (until: number) => {
    while (owed !== 0 && focusNeighbour(owed > 0 ? 1 : -1)) owed -= Math.sign(owed)
    if (performance.now() >= until) owed = 0
    if (owed !== 0) requestAnimationFrame(() => walk(until))
  }
  return step => {
    const isWaiting = owed !== 0
    owed = Math.sign(owed) === -step ? step : owed + step
    if (!isWaiting) walk(performance.now() + drawnWithinMs)
  }
}

/** Whether there was a row that way. */
function focusNeighbour(step: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  const next = at === -1 ? rows.find(isInView) : rows[at + step]
  next?.focus()
  return next !== undefined
}

function isInView(row: HTMLElement): boolean {
  const { top, bottom } = row.getBoundingClientRect()
  return top >= 0 && bottom <= innerHeight
}
