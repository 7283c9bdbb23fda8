import type { Settings } from './settings.ts'

/** Where a browser takes the token of a link; what stands behind the # is not sent to any server. */
export function signInAddress(
  { publicUrl, consoleTls }: Pick<Settings, 'publicUrl' | 'consoleTls'>,
  httpPort: number,
  token: string,
): string {
  const origin = publicUrl ?? `${consoleTls ? 'https' : 'http'}://127.0.0.1:${httpPort}`
  return `${origin}/sign-in#${token}`
}
