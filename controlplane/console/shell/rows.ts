/** How long a step waits for its row to be drawn: beyond it the list has ended there. */
const drawnWithinMs = 400

let owed = 0

/**
 * Moves the focus to the next row, or the previous. Rows mark the link that opens them. A list that draws only what is
 * seen draws more as the focus moves on, so steps that come faster than it draws wait for their row.
 */
export function moveRow(step: 1 | -1) {
  const isWaiting = owed !== 0
  owed = Math.sign(owed) === -step ? step : owed + step
  if (!isWaiting) walk(performance.now() + drawnWithinMs)
}

function walk(until: number) {
  while (owed !== 0 && focusNeighbour(owed > 0 ? 1 : -1)) owed -= Math.sign(owed)
  if (performance.now() >= until) owed = 0
  if (owed !== 0) requestAnimationFrame(() => walk(until))
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
