import { IconPlayerPause } from '@tabler/icons-react'
import type { StatusLook } from '../ui/Status.tsx'

/** A rule that is off sees nothing: somebody should know. */
export const offLook: StatusLook = { tone: 'soon', icon: IconPlayerPause }
