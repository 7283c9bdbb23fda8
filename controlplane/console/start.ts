/**
 * Runs before all else and needs nothing else, not even words: when a file of the console does not come, because the line
 * changed or an update took its place, no other code runs. The page is asked for again, once; then it says what to do.
 */
const again = { key: 'setwacht-start-again', withinMs: 60_000 }

const says = {
  nl: {
    failed: 'Setwacht start niet',
    next: 'Een deel kwam niet aan. Kijk je verbinding na.',
    again: 'Opnieuw',
  },
  en: {
    failed: 'Setwacht does not start',
    next: 'A part did not arrive. Check your connection.',
    again: 'Try again',
  },
}

let isOver = false

/** Where the console draws itself; undefined: it is there, or its place is not. */
function emptyPage(): HTMLElement | undefined {
  const page = document.getElementById('console')
  return page && !page.hasChildNodes() ? page : undefined
}

function failed(): void {
  if (isOver || (document.readyState !== 'loading' && !emptyPage())) return
  isOver = true
  const last = Number(sessionStorage.getItem(again.key))
  sessionStorage.setItem(again.key, String(Date.now()))
  if (Date.now() - last > again.withinMs) location.reload()
  // A file may fail before the place is there where that can be said.
  else if (document.readyState === 'loading') addEventListener('DOMContentLoaded', say)
  else say()
}

function say(): void {
  const page = emptyPage()
  if (!page) return
  const isEnglish = /"language":"en"/.test(localStorage.getItem('setwacht-preferences') ?? '')
  const words = says[isEnglish ? 'en' : 'nl']
  document.documentElement.lang = isEnglish ? 'en' : 'nl'
  const add = (kind: 'h1' | 'p' | 'button', text: string) => {
    const part = document.createElement(kind)
    part.textContent = text
    main.append(part)
    return part
  }
  const main = document.createElement('main')
  main.style.cssText =
    'max-width: 40rem; margin: 15vh auto; padding: 1rem; display: grid; gap: 0.75rem; justify-items: start; font: 1rem system-ui, sans-serif'
  add('h1', words.failed)
  add('p', words.next)
  const button = add('button', words.again)
  // Whatever style has come by then.
  button.style.cssText =
    'font: inherit; padding: 0.6rem 1.2rem; color: CanvasText; background: Canvas; border: 1px solid'
  button.onclick = () => location.reload()
  page.append(main)
}

// What does not come tells only itself: heard on its way down.
addEventListener('error', failed, true)
addEventListener('unhandledrejection', failed)
