import type { IconSettings } from '@tabler/icons-react'
import { createRootRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { PolicyName } from '../../people/rules.ts'
import type { Language } from '../ui/preferences.ts'
import { needTexts } from '../ui/text.ts'
import type { Texts } from '../ui/words.ts'

/** A page with a name: its address, who may see what is there, and how it is called before its words have come. */
export type PageEntry = {
  readonly to: string
  readonly icon: typeof IconSettings
  readonly policy: PolicyName
  readonly says: Readonly<Record<Language, string>>
}

/** What every page stands under; the shell says what that looks like. */
export const rootRoute = createRootRoute()

/** A page that comes when it is wanted, with the words of its areas. */
export function page<Page extends Record<string, unknown>, Name extends keyof Page & string>(
  load: () => Promise<Page>,
  name: Name,
  texts: readonly Texts[],
) {
  return lazyRouteComponent(async () => (await Promise.all([load(), ...texts.map(needTexts)]))[0], name)
}
