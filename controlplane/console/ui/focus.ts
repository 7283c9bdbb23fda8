const careMs = 3_000

/**
 * Gives the focus to what `find` finds whenever nothing else has it, for three seconds: what was pressed goes, and what
 * takes its place comes, with the next drawing or only with the next answer. Returns what ends it earlier.
 */
export function takeLostFocus(find: () => HTMLElement | null): () => void {
  const take = () => {
    if (document.activeElement === document.body) find()?.focus({ preventScroll: true })
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

/** As `takeLostFocus`, by the element's id. */
export function takeLostFocusTo(id: string): () => void {
  return takeLostFocus(() => document.getElementById(id))
}
