import {
  IconActivityHeartbeat,
  IconCalendarTime,
  IconDevices,
  IconListDetails,
  IconMapPin,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react'
import type { PolicyName, Role } from '../../people/rules.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { adminPages } from './adminPages.ts'

type Entry = { key: string; to: string; icon: unknown; policy: PolicyName; of?: readonly Role[] }

/**
 * The rail, in its order: a line an entry. Each is for who may do what `policy` names; with `of` only for these roles,
 * the others find it in Beheer.
 */
const pages = [
  { key: 'now', to: '/', icon: IconActivityHeartbeat, policy: 'seeSets' },
  { key: 'trajectories', to: '/trajectories', icon: IconUsers, policy: 'seeTrajectories' },
  { key: 'sets', to: '/sets', icon: IconDevices, policy: 'seeSets' },
  { key: 'locations', to: '/locations', icon: IconMapPin, policy: 'seeLocations' },
  {
    key: 'duty',
    to: '/admin/duty',
    icon: IconCalendarTime,
    policy: 'seeDuty',
    of: ['helpdesk', 'logistics', 'counsellor'],
  },
  { key: 'audit', to: '/admin/audit', icon: IconListDetails, policy: 'seeAudit', of: ['dpo'] },
] as const satisfies readonly Entry[]

type Page = (typeof pages)[number]

/** The pages of the person's roles; Beheer opens at the first page of it that stands in the rail by itself nowhere. */
export function usePages() {
  const { roles } = useMe()
  const own = pages.filter(page => mayDo(roles, page.policy) && isOf(page, roles))
  const admin = adminPages.find(({ policy, to }) => mayDo(roles, policy) && !own.some(page => page.to === to))
  return admin ? [...own, { key: 'admin', to: admin.to, icon: IconSettings } as const] : own
}

function isOf(page: Entry, roles: readonly Role[]): boolean {
  return page.of === undefined || page.of.some(role => roles.includes(role))
}

/** The page in the rail that an address belongs to; undefined: none, or one of Beheer, which sees to itself. */
export function pageAt(path: string): Page | undefined {
  return pages.find(({ to }) => !to.startsWith('/admin') && (to === '/' ? path === '/' : path.startsWith(to)))
}
