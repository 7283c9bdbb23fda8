/**
 * Runs before all else and needs nothing else. A line that changes, as when a set has just been opened, takes with it what
 * a browser asks for, also of the set itself: then no other code of the page runs, and it is asked for again until it is
 * there. Nobody has to read anything.
 */
const againMs = 2000

function isEmpty(): boolean {
  return !document.getElementById('page')?.hasChildNodes()
}

function failed(): void {
  if (isEmpty()) setTimeout(() => isEmpty() && location.reload(), againMs)
}

// What does not come tells only itself: heard on its way down.
addEventListener('error', failed, true)
addEventListener('unhandledrejection', failed)
