/** Somebody counts as being there for this long after they last touched any window of the console; ms. */
const attendedMs = 5 * 60_000
/** How often a touch is written down, for the other windows to read; ms. */
const writtenEveryMs = 10_000
const key = 'setwacht-touched-at'

let touchedAt = Date.now()
const listeners = new Set<() => void>()

/** Follows hands on this window. */
export function followTouch() {
  const touch = () => {
    const now = Date.now()
    if (now - touchedAt < writtenEveryMs) return
    touchedAt = now
    localStorage.setItem(key, String(now))
    for (const listener of listeners) listener()
  }
  localStorage.setItem(key, String(touchedAt))
  for (const name of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'])
    addEventListener(name, touch, { passive: true, capture: true })
}

/** Whether hands were on any window of the console a short while ago. */
export function isAttended(): boolean {
  const elsewhere = Number(localStorage.getItem(key))
  return Date.now() - Math.max(touchedAt, elsewhere) < attendedMs
}

/** Called when this window is touched, at most every ten seconds; gives what ends that. */
export function onTouch(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
