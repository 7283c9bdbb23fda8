import './first.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Console } from './Console.tsx'
import { startLive } from './live.ts'
import { startText } from './text/text.ts'

startLive()
await startText()
createRoot(document.getElementById('console')!).render(
  <StrictMode>
    <Console />
  </StrictMode>,
)
