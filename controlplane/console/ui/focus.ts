const careMs = 3_000

type Give = () => void
/** Who wants the focus when it is lost, the newest last. */
const wanting: Give[] = []
/** What got it because it took the place of what had it, as long as no hand did anything since. */
let given: HTMLElement | undefined

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
  if (isFree()) give()
  return end
}

/** As `takeLostFocus`, to the element with this id, which may not be there yet. */
export function takeLostFocusTo(id: string): () => void {
  return takeLostFocus(() => document.getElementById(id)?.focus())
}

/** Whoever wants the focus gets it, as long as it is free. */
export function giveToWanting() {
  for (const give of wanting.toReversed()) if (isFree()) give()
}

/** The focus goes to what took a place; who wants it may still have it, until a hand does something. */
export function giveTo(element: HTMLElement | undefined) {
  given = element
  element?.focus()
}

/** Nothing has the focus, or only what took the place of what had it. */
function isFree(): boolean {
  return isLost() || (given !== undefined && document.activeElement === given)
}

export function isLost(): boolean {
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
