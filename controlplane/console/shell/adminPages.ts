import {
  IconCalendarEvent,
  IconCalendarTime,
  IconDeviceDesktopQuestion,
  IconFileImport,
  IconListDetails,
  IconUsers,
} from '@tabler/icons-react'
import type { PolicyName } from '../../people/rules.ts'

/** The pages of Beheer, in their order; each is for who may do what `policy` names. */
export const adminPages = [
  { key: 'people', to: '/admin/people', icon: IconUsers, policy: 'seePeople' },
  { key: 'devices', to: '/admin/devices', icon: IconDeviceDesktopQuestion, policy: 'seeDevices' },
  { key: 'duty', to: '/admin/duty', icon: IconCalendarTime, policy: 'seeDuty' },
  { key: 'calendar', to: '/admin/calendar', icon: IconCalendarEvent, policy: 'seeLocations' },
  { key: 'import', to: '/admin/import', icon: IconFileImport, policy: 'changeLocations' },
  { key: 'audit', to: '/admin/audit', icon: IconListDetails, policy: 'seeAudit' },
] as const satisfies readonly { key: string; to: string; icon: unknown; policy: PolicyName }[]
