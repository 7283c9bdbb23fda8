import { giveTo, giveToWanting, isLost } from './focus.ts'
import { type Place, placeOf, takenIn } from './focusPlace.ts'

type Had = { element: Element; path: string }

/** What had the focus last, as long as nobody took it away by hand; and on which page. */
let last: Had | undefined
/** The same of the page itself, while what floats over it has the focus. */
let home: Had | undefined
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
    followHome(records)
    const isGone = last !== undefined && !last.element.isConnected
    giveToWanting()
    if (isGone && isLost()) requestAnimationFrame(giveToPlace)
  }).observe(document.body, { childList: true, subtree: true })
}

function remember(target: EventTarget | null) {
  if (!(target instanceof Element) || target === document.body) return
  last = { element: target, path: location.pathname }
  if (!isFloating(target)) home = last
}

/** What floats over the page stands for what was done elsewhere: from there the focus goes back. */
function isFloating(element: Element): boolean {
  return element.closest('[data-floats], dialog') !== null
}

/**
 * Where on the page that went which had the focus there, also while something over it has; and where that place went,
 * when it goes later.
 */
function followHome(records: readonly MutationRecord[]) {
  if (home !== undefined && !home.element.isConnected) {
    lost = placeOf(home.element, records) ?? lost
    home = undefined
  } else if (lost !== undefined && !lost.within.isConnected) lost = placeOf(lost.within, records) ?? lost
}

/** By now all that draws itself has taken what it wants. */
function giveToPlace() {
  if (!isLost() || last?.path !== location.pathname) return
  if (home?.path === last.path && home.element instanceof HTMLElement) giveTo(home.element)
  else if (lost !== undefined) giveTo(takenIn(lost))
}
