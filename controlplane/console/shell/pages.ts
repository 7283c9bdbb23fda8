import { IconActivityHeartbeat, IconDevices } from '@tabler/icons-react'

/** The pages of the console, in the order of the rail. */
export const pages = [
  { key: 'now', to: '/', icon: IconActivityHeartbeat },
  { key: 'sets', to: '/sets', icon: IconDevices },
] as const
