import './first.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { askMe } from './data/askMe.ts'
import { startLive } from './data/live.ts'
import { fetchRefusalWords } from './data/refusals/useWhy.ts'
import { followTabs } from './data/tabs.ts'
import { followTouch } from './data/touch.ts'
import { Console } from './shell/Console.tsx'
import { texts } from './shell/texts.ts'
import { followLinkToken } from './sign-in/linkToken.ts'
import { startText } from './ui/text.ts'
import type {} from './words.ts'

followLinkToken()
followTouch()
followTabs()
startLive()
void askMe()
await startText(texts)
createRoot(document.getElementById('console')!).render(
  <StrictMode>
    <Console />
  </StrictMode>,
)
void fetchRefusalWords()
void import('./ui/followFocus.ts').then(({ followFocus }) => followFocus())
