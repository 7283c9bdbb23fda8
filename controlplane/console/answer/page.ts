import type { LinkedQuestion } from '../../people/link/api.ts'
import '../ui/tokens.css'
import './answer.css'
import { en } from './en.ts'
import { nl } from './nl.ts'

/** The page of who has a link and no account: one question, one press. It knows nothing of the console around it. */
type Language = LinkedQuestion['language']
type Answer = LinkedQuestion['answers'][number]
type State =
  | { at: 'wait' | 'sending' | 'thanks' | 'over' | 'missing' }
  | { at: 'question'; asked: LinkedQuestion }
  | { at: 'failed'; again: () => void }

type Paths<Of> = {
  [Name in keyof Of & string]: Of[Name] extends string ? Name : `${Name}.${Paths<Of[Name]>}`
}[keyof Of & string]

const texts = { nl, en }
const main = document.getElementById('console')!
let language: Language = navigator.language.startsWith('en') ? 'en' : 'nl'
let state: State = { at: 'wait' }
let token: string | undefined

function t(key: Paths<typeof nl>): string {
  const found = key.split('.').reduce<unknown>((words, name) => Object(words)[name], texts[language])
  return String(found)
}

/** Takes the token out of the address bar and the history, at once and for every link that follows. */
function take(): void {
  if (location.hash === '') return
  token = /^#([A-Za-z0-9_-]{22})$/.exec(location.hash)?.[1]
  history.replaceState(null, '', location.pathname)
  void look()
}

/** A sign-in of this browser goes not along: who opens a link is nobody. */
function send(path: string, request: RequestInit = {}): Promise<Response> {
  const headers = new Headers(request.headers)
  headers.set('setwacht-link', token ?? '')
  return fetch(path, { ...request, headers, credentials: 'omit', cache: 'no-store' })
}

async function look(): Promise<void> {
  if (token === undefined) return show({ at: 'missing' })
  show({ at: 'wait' })
  const answer = await send('/api/link').catch(() => undefined)
  if (answer?.status === 404) return show({ at: 'over' })
  if (!answer?.ok) return show({ at: 'failed', again: look })
  const asked = (await answer.json()) as LinkedQuestion
  language = asked.language
  show({ at: 'question', asked })
}

async function press(asked: LinkedQuestion, given: Answer): Promise<void> {
  show({ at: 'sending' })
  const answer = await send('/api/link/answer', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ answer: given }),
  }).catch(() => undefined)
  if (answer?.ok) show({ at: 'thanks' })
  else if (answer?.status === 404) show({ at: 'over' })
  else show({ at: 'failed', again: () => show({ at: 'question', asked }) })
}

function show(next: State): void {
  state = next
  draw()
}

function draw(): void {
  document.documentElement.lang = language
  const heading = element('h1', headingOf(state))
  heading.tabIndex = -1
  main.replaceChildren(element('p', 'Setwacht', 'brand'), heading, ...bodyOf(state), languageButton())
  document.title = `${heading.textContent} · Setwacht`
  heading.focus({ preventScroll: true })
}

function headingOf(shown: State): string {
  if (shown.at === 'question') return t(`answer.question.${shown.asked.question}`)
  return t(`answer.${shown.at}`)
}

function bodyOf(shown: State): HTMLElement[] {
  switch (shown.at) {
    case 'question':
      return [
        element('p', t('answer.once')),
        ...shown.asked.answers.map(given => answerButton(shown.asked, given)),
      ]
    case 'thanks':
      return [element('p', t('answer.passedOn'))]
    case 'over':
      return [element('p', t('answer.overNext'))]
    case 'missing':
      return [element('p', t('answer.missingNext'))]
    case 'failed':
      return [element('p', t('answer.failedNext')), button(t('answer.again'), 'choice', shown.again)]
    case 'wait':
    case 'sending':
      return []
  }
}

const answerButton = (asked: LinkedQuestion, given: Answer) =>
  button(t(`answer.button.${given}`), 'choice', () => void press(asked, given))

function languageButton(): HTMLElement {
  const other = language === 'nl' ? 'en' : 'nl'
  const made = button(t('answer.other'), 'language', () => {
    language = other
    draw()
  })
  made.lang = other
  return made
}

function button(text: string, look: string, does: () => void): HTMLElement {
  const made = element('button', text, look)
  made.addEventListener('click', does)
  return made
}

function element(kind: 'h1' | 'p' | 'button', text: string, look = ''): HTMLElement {
  const made = document.createElement(kind)
  made.textContent = text
  made.className = look
  return made
}

addEventListener('hashchange', take)
if (location.hash === '') show({ at: 'missing' })
else take()
