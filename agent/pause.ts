/** Waits this long, or until the signal; returns either way. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    if (signal.aborted) done()
    else signal.addEventListener('abort', done)
  })
}

/** What it comes to; undefined when that takes longer, or the signal comes first. */
export function inTime<Value>(
  coming: Promise<Value>,
  ms: number,
  signal: AbortSignal,
): Promise<Value | undefined> {
  const over = new AbortController()
  const late = pause(ms, AbortSignal.any([signal, over.signal])).then(() => undefined)
  return Promise.race([coming, late]).finally(() => over.abort())
}
