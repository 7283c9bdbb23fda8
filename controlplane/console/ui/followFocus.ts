import { giveTo, giveToWanting, isLost } from './focus.ts'
import { type Place, placeOf, takenIn } from './focusPlace.ts'

/** What had the focus last, as long as nobody took it away by hand; and on which page. */
let last: { element: Element; path: string } | undefined
/** Where it was lost. */
let lost: Place | undefined

/**
 * After every deed: what has the focus may go from the page with what was done. Who asked for it gets it then, else what
 * took its place; on another page its heading. Started once.
 */
export function followFocus() {
  addEventListener('focusin', ({ target }) => remember(target))
  remember(document.activeElement)
  addEventListener('focusout', ({ target }) => {
    setTimeout(() => {
      if (isLost() && last?.element === target && last.element.isConnected) last = undefined
    })
  })
  for (const name of ['keydown', 'pointerdown'])
    addEventListener(name, () => giveTo(undefined), { capture: true, passive: true })
  new MutationObserver(records => {
    if (!isLost()) return
    const isGone = last !== undefined && !last.element.isConnected
    const place = isGone ? placeOf(last!.element, records) : undefined
    // What floats over the page stands for what was done elsewhere: there the focus goes back.
    if (place && !place.within.closest('[data-floats]') && !last!.element.closest('dialog')) lost = place
    giveToWanting()
    if (isGone && isLost()) requestAnimationFrame(giveToPlace)
  }).observe(document.body, { childList: true, subtree: true })
}

function remember(target: EventTarget | null) {
  if (target instanceof Element && target !== document.body)
    last = { element: target, path: location.pathname }
}

/** By now all that draws itself has taken what it wants. */
function giveToPlace() {
  if (isLost() && last?.path === location.pathname && lost !== undefined) giveTo(takenIn(lost))
}
