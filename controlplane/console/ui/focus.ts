import { type Place, placeOf, takenIn } from './focusPlace.ts'

const careMs = 3_000

type Give = () => void
/** Who wants the focus when it is lost, the newest last. */
const wanting: Give[] = []
/** What had the focus last, as long as nobody took it away by hand; and on which page. */
let last: { element: Element; path: string } | undefined
/** Where it was lost. */
let lost: Place | undefined

/**
 * Where the focus goes whenever nothing has it, for three seconds: what was pressed goes, and what takes its place
 * comes, with the next drawing or only with the next answer. `give` gives it when it can. Returns what ends it earlier.
 */
export function takeLostFocus(give: Give): () => void {
  wanting.push(give)
  const end = () => {
    const at = wanting.indexOf(give)
    if (at !== -1) wanting.splice(at, 1)
    clearTimeout(timer)
  }
  const timer = setTimeout(end, careMs)
  if (isLost()) give()
  return end
}

/** As `takeLostFocus`, to the element with this id, which may not be there yet. */
export function takeLostFocusTo(id: string): () => void {
  return takeLostFocus(() => document.getElementById(id)?.focus())
}

/**
 * After every deed: what has the focus may go from the page with what was done. Who asked for it gets it then, else what
 * took its place; on another page its heading. Started once.
 */
export function followFocus() {
  addEventListener('focusin', ({ target }) => {
    if (target instanceof Element) last = { element: target, path: location.pathname }
  })
  addEventListener('focusout', ({ target }) => {
    setTimeout(() => {
      if (isLost() && last?.element === target && last.element.isConnected) last = undefined
    })
  })
  new MutationObserver(records => {
    if (!isLost()) return
    const isGone = last !== undefined && !last.element.isConnected
    const place = isGone ? placeOf(last!.element, records) : undefined
    // What floats over the page stands for what was done elsewhere: there the focus goes back.
    if (place && !place.within.closest('[data-floats]')) lost = place
    for (const give of wanting.toReversed()) if (isLost()) give()
    if (isGone && isLost()) requestAnimationFrame(giveToPlace)
  }).observe(document.body, { childList: true, subtree: true })
}

/** By now all that draws itself has taken what it wants. */
function giveToPlace() {
  if (!isLost() || last?.path !== location.pathname || lost === undefined) return
  takenIn(lost)?.focus()
}

function isLost(): boolean {
  return document.activeElement === document.body
}

/** As a `ref`, passed as it is: a function made at each drawing would take the focus at each, from whoever has it. */
export function focusOnceDrawn(element: HTMLElement | null): void {
  element?.focus()
}

/** As `focusOnceDrawn`, when nothing else has the focus. */
export function focusOnceDrawnIfLost(element: HTMLElement | null): void {
  if (isLost()) element?.focus()
}

/** The focus goes on to what is filled in next in the same form, or to what saves it. */
export function focusNextField(from: HTMLInputElement) {
  const fields = [...(from.form?.elements ?? [])].filter(
    element =>
      element instanceof HTMLElement && element.matches('input, select, textarea, button[type="submit"]'),
  )
  const next = fields.slice(fields.indexOf(from) + 1).find(element => !element.matches(':disabled'))
  if (next instanceof HTMLElement) next.focus()
}
