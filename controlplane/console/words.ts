import type { nl as address } from './address/nl.ts'
import type { nl as audit } from './audit/nl.ts'
import type { nl as calendar } from './calendar/nl.ts'
import type { nl as contacts } from './contacts/nl.ts'
import type { nl as data } from './data/nl.ts'
import type { nl as refusals } from './data/refusals/nl.ts'
import type { nl as device } from './device/nl.ts'
import type { nl as devices } from './devices/nl.ts'
import type { nl as duty } from './duty/nl.ts'
import type { nl as imports } from './imports/nl.ts'
import type { nl as lessons } from './lessons/nl.ts'
import type { nl as now } from './now/nl.ts'
import type { nl as parts } from './parts/nl.ts'
import type { nl as people } from './people/nl.ts'
import type { nl as places } from './places/nl.ts'
import type { nl as session } from './session/nl.ts'
import type { nl as set } from './set/nl.ts'
import type { nl as sets } from './sets/nl.ts'
import type { nl as shell } from './shell/nl.ts'
import type { nl as signIn } from './sign-in/nl.ts'
import type { nl as trajectories } from './trajectories/nl.ts'
import type { nl as ui } from './ui/nl.ts'

/** Every word that a page may say, so that a key that is nowhere does not compile; which come with it, the areas say. */
type All = typeof address &
  typeof audit &
  typeof calendar &
  typeof contacts &
  typeof data &
  typeof device &
  typeof devices &
  typeof duty &
  typeof imports &
  typeof lessons &
  typeof now &
  typeof parts &
  typeof people &
  typeof refusals &
  typeof places &
  typeof session &
  typeof set &
  typeof sets &
  typeof shell &
  typeof signIn &
  typeof trajectories &
  typeof ui

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: All }
    returnNull: false
  }
}
