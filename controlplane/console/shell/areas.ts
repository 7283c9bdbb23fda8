import type { Look } from '../../people/rules.ts'
import * as audit from '../audit/area.ts'
import * as calendar from '../calendar/area.ts'
import * as check from '../check/area.ts'
import * as contacts from '../contacts/area.ts'
import * as device from '../device/area.ts'
import * as devices from '../devices/area.ts'
import * as duty from '../duty/area.ts'
import * as help from '../help/area.ts'
import * as imports from '../imports/area.ts'
import * as incident from '../incident/area.ts'
import * as lessons from '../lessons/area.ts'
import * as links from '../links/area.ts'
import * as mails from '../mails/area.ts'
import * as maintenance from '../maintenance/area.ts'
import * as now from '../now/area.ts'
import * as people from '../people/area.ts'
import * as places from '../places/area.ts'
import * as push from '../push/area.ts'
import * as queue from '../queue/area.ts'
import * as rules from '../rules/area.ts'
import * as set from '../set/area.ts'
import * as sets from '../sets/area.ts'
import * as signIn from '../sign-in/area.ts'
import * as signals from '../signals/area.ts'
import * as ticket from '../ticket/area.ts'
import * as trajectories from '../trajectories/area.ts'
import * as walls from '../walls/area.ts'

/**
 * Every area, in the order in which what they bring is offered: pages, their addresses, the news that makes them old, and
 * what can be done.
 */
const areas = [
  now,
  queue,
  incident,
  lessons,
  trajectories,
  sets,
  check,
  device,
  help,
  ticket,
  signals,
  set,
  devices,
  places,
  calendar,
  contacts,
  people,
  walls,
  links,
  duty,
  rules,
  maintenance,
  mails,
  push,
  imports,
  audit,
  signIn,
] as const

type Area = (typeof areas)[number]
type With<Part extends string> = Extract<Area, { readonly [Name in Part]: unknown }>
export type PageName = With<'pages'>['pages'] extends infer Pages
  ? Pages extends unknown
    ? keyof Pages
    : never
  : never

/** The areas that have this. */
export function having<Part extends string>(part: Part): With<Part>[] {
  return areas.filter((area): area is With<Part> => part in area)
}

/** What stands in the rail of each role; the first is where its day starts. `admin`: Beheer, last of all. */
export const rails = {
  helpdesk: ['now', 'queue', 'trajectories', 'sets', 'locations', 'duty'],
  logistics: ['sets', 'locations', 'duty'],
  counsellor: ['trajectories', 'locations', 'duty'],
  lead: ['now', 'queue', 'trajectories', 'sets', 'locations', 'admin'],
  admin: ['now', 'sets', 'locations', 'admin'],
  policy: [],
  dpo: ['audit'],
  wall: ['now'],
} as const satisfies Record<Look, readonly (PageName | 'admin')[]>

/** Pages of one subject, which lie beside each other under the first of them. */
export const families: readonly (readonly PageName[])[] = [
  ['queue', 'incidents'],
  ['sets', 'devices'],
  ['locations', 'calendar', 'maintenance'],
]

export const groups = [
  { key: 'people', pages: ['people', 'walls'] },
  { key: 'work', pages: ['duty', 'rules'] },
  { key: 'tech', pages: ['links', 'mails'] },
  { key: 'data', pages: ['import', 'audit'] },
] as const satisfies readonly { key: string; pages: readonly PageName[] }[]
