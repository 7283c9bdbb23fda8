import type { Settings } from './settings.ts'

type Reached = Pick<Settings, 'publicUrl' | 'consoleTls'>

/** Where people find the console, without a path. */
export function consoleOrigin({ publicUrl, consoleTls }: Reached, httpPort: number): string {
  return publicUrl ?? `${consoleTls ? 'https' : 'http'}://127.0.0.1:${httpPort}`
}

/** Where a browser takes the token of a link; what stands behind the # is not sent to any server. */
export function signInAddress(settings: Reached, httpPort: number, token: string): string {
  return `${consoleOrigin(settings, httpPort)}/sign-in#${token}`
}
