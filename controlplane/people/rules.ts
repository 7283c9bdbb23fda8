/** What a person is here for. */
export const roles = ['helpdesk', 'logistics', 'counsellor', 'lead', 'admin', 'policy', 'dpo'] as const
export type Role = (typeof roles)[number]

/** `all`: on every object; `own`: on the person's own. */
type Reach = 'all' | 'own'
type Grants = { readonly [Name in Role]?: Reach }

const everybody: Grants = {
  helpdesk: 'all',
  logistics: 'all',
  counsellor: 'all',
  lead: 'all',
  admin: 'all',
  policy: 'all',
  dpo: 'all',
}
const ownOnly: Grants = {
  helpdesk: 'own',
  logistics: 'own',
  counsellor: 'own',
  lead: 'own',
  admin: 'own',
  policy: 'own',
  dpo: 'own',
}

/** `needsConfirming`: the person must have proved within five minutes to be there. */
type Policy = { readonly grants: Grants; readonly needsConfirming?: true }

/** Who may do what: every route names one of these, and the screen asks the same table. */
export const policies = {
  seeSets: { grants: { helpdesk: 'all', logistics: 'all', counsellor: 'own', lead: 'all', admin: 'all' } },
  exportSets: {
    grants: { helpdesk: 'all', logistics: 'all', lead: 'all', admin: 'all' },
    needsConfirming: true,
  },
  registerSets: { grants: { logistics: 'all', admin: 'all' } },
  registerDevices: { grants: { admin: 'all' } },
  registerLocations: { grants: { logistics: 'all', counsellor: 'all', lead: 'all', admin: 'all' } },
  registerTrajectories: { grants: { counsellor: 'all', lead: 'all', admin: 'all' } },
  /** Codes, phases, lessons; no names. */
  seeTrajectories: {
    grants: { helpdesk: 'all', logistics: 'all', counsellor: 'own', lead: 'all', admin: 'all' },
  },
  changeTrajectories: { grants: { counsellor: 'own', lead: 'all', admin: 'all' } },
  exportTrajectories: { grants: { lead: 'all', admin: 'all' }, needsConfirming: true },
  importTrajectories: { grants: { lead: 'all', admin: 'all' } },
  /** The child's first name and class. */
  seeChildren: { grants: { helpdesk: 'all', counsellor: 'own', lead: 'all', admin: 'all' } },
  seeContacts: { grants: { helpdesk: 'all', counsellor: 'own', lead: 'all', admin: 'all' } },
  changeContacts: { grants: { helpdesk: 'all', counsellor: 'own', lead: 'all', admin: 'all' } },
  seePlaceContacts: {
    grants: { helpdesk: 'all', logistics: 'all', counsellor: 'all', lead: 'all', admin: 'all' },
  },
  changePlaceContacts: {
    grants: { helpdesk: 'all', logistics: 'all', counsellor: 'all', lead: 'all', admin: 'all' },
  },
  /** A contact by itself; `own`: of any place, or of one's own trajectory. */
  changeOneContact: {
    grants: { helpdesk: 'all', logistics: 'own', counsellor: 'own', lead: 'all', admin: 'all' },
  },
  /** Timetables, exceptions and "vandaag anders". */
  changeLessons: { grants: { helpdesk: 'all', counsellor: 'own', lead: 'all', admin: 'all' } },
  importTimetables: { grants: { lead: 'all', admin: 'all' } },
  seeLocations: {
    grants: { helpdesk: 'all', logistics: 'all', counsellor: 'all', lead: 'all', admin: 'all' },
  },
  changeLocations: { grants: { logistics: 'all', counsellor: 'all', lead: 'all', admin: 'all' } },
  /** Days on which every site is closed. */
  changeCalendar: { grants: { lead: 'all', admin: 'all' } },
  askDevices: { grants: { helpdesk: 'all', lead: 'all', admin: 'all' } },
  enrolDevices: { grants: { helpdesk: 'all', logistics: 'all', lead: 'all', admin: 'all' } },
  returnDevices: { grants: { logistics: 'all', lead: 'all', admin: 'all' } },
  acceptDevices: { grants: { admin: 'all' } },
  revokeDevices: { grants: { admin: 'all' }, needsConfirming: true },
  seeDevices: { grants: { helpdesk: 'all', logistics: 'all', lead: 'all', admin: 'all' } },
  seeAddresses: { grants: { counsellor: 'all', lead: 'all' } },
  changeAddresses: { grants: { counsellor: 'all', lead: 'all' } },
  seePeople: { grants: { admin: 'all' } },
  changeRoles: { grants: { admin: 'all' }, needsConfirming: true },
  disablePeople: { grants: { admin: 'all' } },
  seeOwnSignIns: { grants: ownOnly },
  endSignIns: { grants: { ...ownOnly, admin: 'all' } },
  seeAllSignIns: { grants: { admin: 'all' } },
  seeDuty: { grants: { helpdesk: 'all', logistics: 'all', counsellor: 'all', lead: 'all', admin: 'all' } },
  changeDuty: { grants: { lead: 'all', admin: 'all' } },
  takeOverDuty: { grants: { helpdesk: 'all', lead: 'all', admin: 'all' } },
  seeAudit: {
    grants: { helpdesk: 'own', logistics: 'own', counsellor: 'own', lead: 'own', admin: 'all', dpo: 'all' },
  },
  exportAudit: { grants: { admin: 'all', dpo: 'all' }, needsConfirming: true },
  /** Oneself: who am I, sign out, confirm, hear what changed. */
  self: { grants: everybody },
} as const satisfies Record<string, Policy>
export type PolicyName = keyof typeof policies

/** How far these roles reach under a policy; undefined: not at all. */
export function reachOf(held: readonly Role[], name: PolicyName): Reach | undefined {
  const { grants }: Policy = policies[name]
  const reaches = held.map(role => grants[role])
  return reaches.includes('all') ? 'all' : reaches.find(reach => reach === 'own')
}

/** The roles that may, in the order of the list. */
export function rolesThatMay(name: PolicyName): Role[] {
  const { grants }: Policy = policies[name]
  return roles.filter(role => grants[role] !== undefined)
}

/** Whether any role reaches only its own under this policy, so that a route about one object must tell whose it is. */
export function dividesByOwner(name: PolicyName): boolean {
  return Object.values<Reach | undefined>(policies[name].grants).includes('own')
}

export function needsConfirming(name: PolicyName): boolean {
  const policy: Policy = policies[name]
  return policy.needsConfirming === true
}

const minuteMs = 60_000
export const linkMinutes = 10
const idleMinutes = 30
const longestHours = 10
export const confirmedMinutes = 5

/** Until when a link works; ms since 1970 UTC. */
export const linkExpiry = (issuedAt: number) => issuedAt + linkMinutes * minuteMs
/** When a sign-in ends whatever happens. */
export const longestEnd = (createdAt: number) => createdAt + longestHours * 60 * minuteMs
/** When a sign-in ends that nobody uses. */
export const idleEnd = (usedAt: number) => usedAt + idleMinutes * minuteMs

/** A sign-in that was last used after this moment is not idle. */
export const usedSince = (now: number) => now - idleMinutes * minuteMs

type SignIn = { usedAt: number; endsAt: number; endedAt: number | null }

export function isSignedIn({ usedAt, endsAt, endedAt }: SignIn, now: number): boolean {
  return endedAt === null && now < endsAt && now < idleEnd(usedAt)
}

export function isConfirmed(confirmedAt: number, now: number): boolean {
  return now < confirmedAt + confirmedMinutes * minuteMs
}

/** What a person holds: the roles of the account, as far as this sign-in was granted them. */
export function heldRoles(account: readonly string[], granted: readonly string[]): Role[] {
  return roles.filter(role => account.includes(role) && granted.includes(role))
}
