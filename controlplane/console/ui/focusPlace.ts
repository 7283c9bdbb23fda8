/** Where something was taken out of the page: in what, and behind what. */
export type Place = { within: Element; behind: Node | null }

/** Where this went, as its removal was told; undefined: that is not among what was told. */
export function placeOf(gone: Element, records: readonly MutationRecord[]): Place | undefined {
  let node: Node = gone
  let place: Place | undefined
  for (const { target, removedNodes, previousSibling } of records) {
    if (!(target instanceof Element) || ![...removedNodes].some(one => one.contains(node))) continue
    place = { within: target, behind: previousSibling }
    node = target
  }
  return place
}

const focusable = 'a[href], button, input, select, textarea, summary, [tabindex="0"]'
/** Draws only the rows that are seen, and keeps its order under a hand: it is walked on purpose alone. */
const list = '[aria-rowcount]'
/** What has a name of its own: beyond it nothing has taken a place inside it. */
const part = 'section, form, fieldset, dialog, main, body'

/** What took a place: behind it, else before it, in what it was in; else the heading of that part of the page. */
export function takenIn({ within, behind }: Place): HTMLElement | undefined {
  if (within.closest(list)) return undefined
  for (let around: Element | null = within, at = behind; around !== null; ) {
    const found = around.isConnected ? nearestIn(around, at) : undefined
    if (found) return found
    if (around.isConnected && around.matches(part)) return headingOf(around)
    at = around
    around = around.parentElement
  }
  return undefined
}

function nearestIn(around: Element, behind: Node | null): HTMLElement | undefined {
  const all = [...around.querySelectorAll<HTMLElement>(focusable)].filter(canTake)
  if (behind === null || !around.contains(behind)) return all[0]
  const isAfter = (element: HTMLElement) =>
    (behind.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 &&
    !behind.contains(element)
  return all.find(isAfter) ?? all.findLast(element => !isAfter(element))
}

function canTake(element: HTMLElement): boolean {
  if (element.closest(list)) return false
  return !element.matches(':disabled, [tabindex="-1"]') && element.checkVisibility()
}

function headingOf(around: Element): HTMLElement | undefined {
  const heading = around.querySelector<HTMLElement>('h1, h2, h3, h4') ?? document.querySelector('h1')
  heading?.setAttribute('tabindex', '-1')
  return heading ?? undefined
}
