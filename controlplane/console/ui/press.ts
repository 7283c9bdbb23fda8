const waitMs = 5_000

/** Presses the button with this id as a hand would, once it is there: the focus is on it, and it stands in sight. */
export function press(id: string) {
  const found = () => document.getElementById(id)
  const go = (button: HTMLElement) => {
    button.scrollIntoView({ block: 'center' })
    button.focus({ preventScroll: true })
    button.click()
  }
  const now = found()
  if (now) return go(now)
  const changes = new MutationObserver(() => {
    const button = found()
    if (!button) return
    end()
    go(button)
  })
  const end = () => {
    changes.disconnect()
    clearTimeout(timer)
  }
  const timer = setTimeout(end, waitMs)
  changes.observe(document.body, { childList: true, subtree: true })
}
