import './first.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Console } from './Console.tsx'
import { startLive } from './live.ts'
import { askMe } from './people/askMe.ts'
import { followLinkToken } from './people/linkToken.ts'
import { followTabs } from './people/tabs.ts'
import { followTouch } from './people/touch.ts'
import { startText } from './text/text.ts'

followLinkToken()
followTouch()
followTabs()
startLive()
void askMe()
await startText()
createRoot(document.getElementById('console')!).render(
  <StrictMode>
    <Console />
  </StrictMode>,
)
