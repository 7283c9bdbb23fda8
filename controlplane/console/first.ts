import { rememberedScheme } from './ui/scheme.ts'
import './ui/workerScript.ts'

/**
 * Runs before any other code of the page. Mantine writes the text of its own style elements through innerHTML; text
 * without an angle bracket makes no element, and nothing else may become HTML. Scripts are never made from text.
 */
type Policy = { createHTML: (text: string) => string }
type TrustedTypes = { createPolicy: (name: string, policy: Policy) => unknown }

const trustedTypes = (window as { trustedTypes?: TrustedTypes }).trustedTypes
trustedTypes?.createPolicy('default', {
  createHTML: text => {
    if (text.includes('<')) throw new TypeError('this page makes no HTML from text')
    return text
  },
})

const scheme = rememberedScheme()
const dark = scheme === 'dark' || (scheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
