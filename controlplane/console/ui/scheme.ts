export const schemes = ['light', 'dark', 'auto'] as const
export type Scheme = (typeof schemes)[number]

/** Mantine keeps the chosen colours under this key; the first code of the page reads it too. */
export const schemeKey = 'setwacht-colour-scheme'

export function rememberedScheme(): Scheme {
  const stored = localStorage.getItem(schemeKey)
  return schemes.find(scheme => scheme === stored) ?? 'auto'
}
