/** How long a step waits for a row that is still to come, counted from the last one that was reached. */
const waitMsMax = 10_000

let owed = 0

/**
 * Moves the focus to the next row, or the previous. Rows mark the link that opens them. A list that draws only what is
 * seen draws more as the focus moves on, and one that is not there yet will be: steps wait for their row until the
 * list has ended there, or the person went elsewhere.
 */
export function moveRow(step: 1 | -1) {
  const isWaiting = owed !== 0
  owed = Math.sign(owed) === -step ? step : owed + step
  if (!isWaiting) walk({ path: location.pathname, focused: document.activeElement, at: performance.now() })
}

type Left = { path: string; focused: Element | null; at: number }

function walk(left: Left) {
  if (isElsewhere(left)) owed = 0
  const before = owed
  while (owed !== 0 && focusNeighbour(owed > 0 ? 1 : -1)) owed -= Math.sign(owed)
  const now = performance.now()
  const at = owed === before ? left.at : now
  if (now - at > waitMsMax || !isMoreToCome(owed)) owed = 0
  const next = { ...left, focused: document.activeElement, at }
  if (owed !== 0) requestAnimationFrame(() => walk(next))
}

/** A page that has come gives the focus to its heading: that is not the person. */
function isElsewhere({ path, focused }: Left): boolean {
  const { activeElement } = document
  return (
    location.pathname !== path ||
    (activeElement !== focused && !activeElement?.matches('body, h1, [data-row]'))
  )
}

/** Whether there was a row that way. */
function focusNeighbour(step: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  const next = at === -1 ? rows.find(isInView) : rows[at + step]
  next?.focus()
  return next !== undefined
}

/** Whether the list is on its way, or holds rows that way which are not drawn or have not come. */
function isMoreToCome(owed: number): boolean {
  if (document.querySelector('main [data-coming]')) return true
  const list = document.querySelector('[aria-rowcount]:has([data-row])')
  if (!list) return false
  const drawn = [...list.querySelectorAll('tbody [aria-rowindex]')]
  const places = drawn.map(row => Number(row.getAttribute('aria-rowindex')))
  const count = Number(list.getAttribute('aria-rowcount'))
  // The heading is the first row.
  return owed > 0 ? Math.max(1, ...places) < count : Math.min(2, ...places) > 2
}

function isInView(row: HTMLElement): boolean {
  const { top, bottom } = row.getBoundingClientRect()
  return top >= 0 && bottom <= innerHeight
}
