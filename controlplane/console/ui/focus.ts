const careMs = 3_000

/**
 * Where the focus goes whenever nothing has it, for three seconds: what was pressed goes, and what takes its place
 * comes, with the next drawing or only with the next answer. `give` gives it when it can. Returns what ends it earlier.
 */
export function takeLostFocus(give: () => void): () => void {
  const take = () => {
    if (document.activeElement === document.body) give()
  }
  const changes = new MutationObserver(take)
  changes.observe(document.body, { childList: true, subtree: true })
  const end = () => {
    changes.disconnect()
    clearTimeout(timer)
  }
  const timer = setTimeout(end, careMs)
  take()
  return end
}

/** As `takeLostFocus`, to the element with this id, which may not be there yet. */
export function takeLostFocusTo(id: string): () => void {
  return takeLostFocus(() => document.getElementById(id)?.focus())
}

/** As a `ref`, passed as it is: a function made at each drawing would take the focus at each, from whoever has it. */
export function focusOnceDrawn(element: HTMLElement | null): void {
  element?.focus()
}

/** As `focusOnceDrawn`, when nothing else has the focus. */
export function focusOnceDrawnIfLost(element: HTMLElement | null): void {
  if (document.activeElement === document.body) element?.focus()
}
