import { IconActivityHeartbeat, IconDevices, IconMapPin, IconSettings, IconUsers } from '@tabler/icons-react'
import type { PolicyName } from '../../people/rules.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { adminPages } from './adminPages.ts'

/** The pages that every colleague comes for, in the order of the rail; each is for who may do what `policy` names. */
const pages = [
  { key: 'now', to: '/', icon: IconActivityHeartbeat, policy: 'seeSets' },
  { key: 'trajectories', to: '/trajectories', icon: IconUsers, policy: 'seeTrajectories' },
  { key: 'sets', to: '/sets', icon: IconDevices, policy: 'seeSets' },
  { key: 'locations', to: '/locations', icon: IconMapPin, policy: 'seeLocations' },
] as const satisfies readonly { key: string; to: string; icon: unknown; policy: PolicyName }[]

/** The pages of the person's roles; Beheer opens at the first page of it that they have. */
export function usePages() {
  const { roles } = useMe()
  const own = pages.filter(({ policy }) => mayDo(roles, policy))
  const admin = adminPages.find(({ policy }) => mayDo(roles, policy))
  return admin ? [...own, { key: 'admin', to: admin.to, icon: IconSettings } as const] : own
}

/** The page in the rail that an address belongs to; undefined: none, or one of Beheer, which sees to itself. */
export function pageAt(path: string) {
  return pages.find(({ to }) => (to === '/' ? path === '/' : path.startsWith(to)))
}
