import { useTranslation } from 'react-i18next'

/** In the order in which they must be tried: most call themselves by the names of others too. */
const browsers = [
  ['Edge', /\bEdg/],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /(?:Chrome|CriOS)\//],
  ['Safari', /\bSafari\//],
] as const
const systems = [
  ['Windows', /\bWindows\b/],
  ['Android', /\bAndroid\b/],
  ['iOS', /\b(?:iPhone|iPad)\b/],
  ['macOS', /\bMac OS X\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
] as const

/** What a browser calls itself, as people call it; undefined: not to be recognised. */
export function browserOf(agent: string): { browser: string; system: string } | undefined {
  const browser = browsers.find(([, pattern]) => pattern.test(agent))?.[0]
  const system = systems.find(([, pattern]) => pattern.test(agent))?.[0]
  return browser && system ? { browser, system } : undefined
}

/** "Chrome op Windows". */
export function useBrowserWords(): (agent: string) => string {
  const { t } = useTranslation()
  return agent => {
    const known = browserOf(agent)
    return known ? t('people.browser.on', known) : t('people.browser.other')
  }
}
