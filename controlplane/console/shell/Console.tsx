import {
  type CSSVariablesResolver,
  createTheme,
  localStorageColorSchemeManager,
  MantineProvider,
} from '@mantine/core'
import '@mantine/core/styles/baseline.css'
import '@mantine/core/styles/default-css-variables.css'
import '@mantine/core/styles/global.css'
import '@mantine/core/styles/UnstyledButton.css'
import '@mantine/core/styles/VisuallyHidden.css'
import '@mantine/core/styles/Popover.css'
import '@mantine/core/styles/Input.css'
import '@mantine/core/styles/Combobox.css'
import '../ui/tokens.css'
import '../ui/base.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect } from 'react'
import { isRefused } from '../data/fetch.ts'
import { invalidate } from '../data/invalidation.ts'
import { onGap, onNudge } from '../data/live.ts'
import { followLiveness } from '../data/liveness.ts'
import { followNews } from '../data/news.ts'
import { onPerson } from '../data/standing.ts'
import { schemeKey } from '../ui/scheme.ts'
import { news } from './areaNews.ts'
import { router } from './routes.ts'

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
const retriesMax = 1

const theme = createTheme({
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 4,
  cursorType: 'pointer',
  respectReducedMotion: true,
})

const ours = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-soft)',
  '--mantine-color-placeholder': 'var(--ink-soft)',
  '--mantine-color-default': 'var(--paper)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--edge)',
  '--mantine-color-error': 'var(--act)',
  '--mantine-font-size-sm': 'var(--text)',
  '--mantine-primary-color-filled': 'var(--ink)',
}
const resolver: CSSVariablesResolver = () => ({ variables: {}, light: ours, dark: ours })

const schemeManager = localStorageColorSchemeManager({ key: schemeKey })

/** News says what changed, so nothing is asked again by the clock or because a window got the focus. */
const client = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: (count, error) => count < retriesMax && !isRefused(error),
      retryDelay: 1000,
    },
  },
})

export function Console() {
  useEffect(() => followNews(client, onNudge, news), [])
  useEffect(() => followLiveness(client, news), [])
  useEffect(() => onGap(() => invalidate(client)), [])
  useEffect(() => onPerson(() => client.clear()), [])
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolver}
      colorSchemeManager={schemeManager}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  )
}
