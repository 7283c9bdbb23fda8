import { OwnMenu } from './OwnMenu.tsx'
import { PreferencesMenu } from './PreferencesMenu.tsx'

/** How it looks, and oneself. */
export function TopMenus({ openHelp }: { openHelp: () => void }) {
  return (
    <>
      <PreferencesMenu openHelp={openHelp} />
      <OwnMenu />
    </>
  )
}
