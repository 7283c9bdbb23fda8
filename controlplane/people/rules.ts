/** What a person is here for. */
export const roles = ['helpdesk', 'logistics', 'counsellor', 'lead', 'admin', 'policy', 'dpo'] as const
export type Role = (typeof roles)[number]

/**
 * As what somebody looks: a role, or as a screen on the wall does, which shows what is going on without names. So
 * looks too who is on duty and has not touched the page for half an hour.
 */
export const looks = [...roles, 'wall'] as const
export type Look = (typeof looks)[number]

/** Who has no account, and does one thing through a link that was sent for it. */
export const audiences = ['school', 'family', 'ict'] as const
export type Audience = (typeof audiences)[number]

/** What a program of another system may do: a token is made for some of these. */
export const scopes = ['read_tickets'] as const
export type Scope = (typeof scopes)[number]

/** Whoever asks: a person, a screen on the wall, somebody through a link, a program. */
export type Asking = Look | Audience | Scope

/** `all`: on every object; `own`: on the person's own, of a link: on what it was made for. */
type Reach = 'all' | 'own'
type Grants = { readonly [Name in Asking]?: Reach }

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
  /** What goes on now: the board, which holds no names. */
  seeNow: {
    grants: { helpdesk: 'all', logistics: 'all', counsellor: 'own', lead: 'all', admin: 'all', wall: 'all' },
  },
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
  exportTimetables: { grants: { lead: 'all', admin: 'all' }, needsConfirming: true },
  seeLocations: {
    grants: { helpdesk: 'all', logistics: 'all', counsellor: 'all', lead: 'all', admin: 'all' },
  },
  exportLocations: {
    grants: { helpdesk: 'all', logistics: 'all', counsellor: 'all', lead: 'all', admin: 'all' },
    needsConfirming: true,
  },
  changeLocations: { grants: { logistics: 'all', counsellor: 'all', lead: 'all', admin: 'all' } },
  /** Days on which every site is closed. */
  changeCalendar: { grants: { lead: 'all', admin: 'all' } },
  /** Who asks for help at a set: open it, take it, close it. */
  takeHelp: { grants: { helpdesk: 'all', lead: 'all', admin: 'all' } },
  /** The queue of the helpdesk, which holds no names of children. */
  seeQueue: { grants: { helpdesk: 'all', counsellor: 'own', lead: 'all', admin: 'all', wall: 'all' } },
  seeTickets: { grants: { helpdesk: 'all', counsellor: 'own', lead: 'all', admin: 'all' } },
  /** Of what somebody told. */
  openTickets: { grants: { helpdesk: 'all', counsellor: 'own', lead: 'all', admin: 'all' } },
  workTickets: { grants: { helpdesk: 'all', lead: 'all', admin: 'all' } },
  exportTickets: { grants: { helpdesk: 'all', lead: 'all', admin: 'all' }, needsConfirming: true },
  /** What goes wrong, with no names of children. */
  seeIncidents: { grants: { helpdesk: 'all', counsellor: 'own', lead: 'all', admin: 'all', wall: 'all' } },
  /** Look at it, mute it, tell those whom it concerns, say where work is done. */
  workIncidents: { grants: { helpdesk: 'all', lead: 'all', admin: 'all' } },
  seeRules: { grants: { helpdesk: 'all', lead: 'all', admin: 'all' } },
  changeRules: { grants: { lead: 'all', admin: 'all' } },
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
  /** Screens on a wall. */
  seeWalls: { grants: { lead: 'all', admin: 'all' } },
  makeWalls: { grants: { lead: 'all', admin: 'all' }, needsConfirming: true },
  /** Whether somebody is on duty. */
  seeDutyNow: {
    grants: { helpdesk: 'all', logistics: 'all', counsellor: 'all', lead: 'all', admin: 'all', wall: 'all' },
  },
  seeDuty: { grants: { helpdesk: 'all', logistics: 'all', counsellor: 'all', lead: 'all', admin: 'all' } },
  changeDuty: { grants: { lead: 'all', admin: 'all' } },
  takeOverDuty: { grants: { helpdesk: 'all', lead: 'all', admin: 'all' } },
  /** Notices outside the screen, for oneself: who may be on duty. */
  receivePushes: { grants: { helpdesk: 'all', lead: 'all' } },
  /** What goes out by mail, and whether it does. */
  seeMails: { grants: { lead: 'all', admin: 'all' } },
  /** Other systems: what is told to them, by which tokens they read, and trying that again. */
  seeLinks: { grants: { admin: 'all' } },
  changeLinks: { grants: { admin: 'all' }, needsConfirming: true },
  /** A program asks what its token is good for. */
  seeOwnToken: { grants: { read_tickets: 'all' } },
  /** Tickets as a program follows them: codes and instants, no names. */
  readTickets: { grants: { read_tickets: 'all' } },
  seeAudit: {
    grants: { helpdesk: 'own', logistics: 'own', counsellor: 'own', lead: 'own', admin: 'all', dpo: 'all' },
  },
  exportAudit: { grants: { admin: 'all', dpo: 'all' }, needsConfirming: true },
  /** One question about one object, through a link. */
  answerByLink: { grants: { school: 'own', family: 'own', ict: 'own' } },
  /** Who am I, and what has changed. */
  present: { grants: { ...everybody, wall: 'all' } },
  /** Oneself: sign out, confirm. */
  self: { grants: everybody },
} as const satisfies Record<string, Policy>
export type PolicyName = keyof typeof policies

/** How far these roles reach under a policy; undefined: not at all. */
export function reachOf(held: readonly Asking[], name: PolicyName): Reach | undefined {
  const { grants }: Policy = policies[name]
  const reaches = held.map(role => grants[role])
  return reaches.includes('all') ? 'all' : reaches.find(reach => reach === 'own')
}

/** The roles that may, in the order of the list. */
export function rolesThatMay(name: PolicyName): Role[] {
  const { grants }: Policy = policies[name]
  return roles.filter(role => grants[role] !== undefined)
}

/** Whether one comes through a link, and no sign-in counts. */
export function isByLink(name: PolicyName): boolean {
  const { grants }: Policy = policies[name]
  return audiences.some(audience => grants[audience] !== undefined)
}

const mayMakeWalls: readonly string[] = rolesThatMay('makeWalls')

/** Whether any role reaches only its own under this policy, so that a route about one object must tell whose it is. */
export function dividesByOwner(name: PolicyName): boolean {
  return Object.values<Reach | undefined>(policies[name].grants).includes('own')
}

export function needsConfirming(name: PolicyName): boolean {
  const policy: Policy = policies[name]
  return policy.needsConfirming === true
}

/** How a screen on the wall names who does something. */
export const somebody = { account: '00000000-0000-0000-0000-000000000000', firstName: '' }

const minuteMs = 60_000
export const linkMinutes = 10
const idleMinutes = 30
const longestHours = 10
const wallDays = 90
export const confirmedMinutes = 5

/** Until when a link works; ms since 1970 UTC. */
export const linkExpiry = (issuedAt: number) => issuedAt + linkMinutes * minuteMs
/** When a sign-in ends whatever happens. */
export const longestEnd = (createdAt: number) => createdAt + longestHours * 60 * minuteMs
/** When a screen on the wall ends. */
export const wallEnd = (createdAt: number) => createdAt + wallDays * 24 * 60 * minuteMs
/** When a sign-in ends that nobody uses. */
export const idleEnd = (usedAt: number) => usedAt + idleMinutes * minuteMs

/** A sign-in that was last used after this moment is not idle. */
export const usedSince = (now: number) => now - idleMinutes * minuteMs

/** How a browser came in. */
export const entries = ['provider', 'link', 'wall'] as const
export type Entry = (typeof entries)[number]

export type KnownSignIn = {
  how: Entry
  usedAt: number
  endsAt: number
  endedAt: number | null
  /** Of the account. */
  roles: readonly string[]
  /** As far as the way in allows. */
  granted: readonly string[]
}

/** `idle`: nobody has used it for half an hour. */
export function standingOf(
  { how, usedAt, endsAt, endedAt }: Omit<KnownSignIn, 'roles' | 'granted'>,
  now: number,
) {
  if (endedAt !== null || now >= endsAt) return 'ended'
  return how === 'wall' || now < idleEnd(usedAt) ? 'open' : 'idle'
}

/**
 * As what somebody looks through a sign-in; empty: not at all. Who is on duty keeps what goes on before them, without
 * names, also when nobody touches the page.
 */
export function looksOf(signIn: KnownSignIn, { now, isOnDuty }: { now: number; isOnDuty: boolean }): Look[] {
  const standing = standingOf(signIn, now)
  if (standing === 'ended') return []
  if (signIn.how === 'wall') return signIn.roles.some(role => mayMakeWalls.includes(role)) ? ['wall'] : []
  const held = heldRoles(signIn.roles, signIn.granted)
  if (standing === 'open') return held
  return isOnDuty && reachOf(held, 'seeNow') !== undefined ? ['wall'] : []
}

export function isConfirmed(confirmedAt: number, now: number): boolean {
  return now < confirmedAt + confirmedMinutes * minuteMs
}

/** What a person holds: the roles of the account, as far as this sign-in was granted them. */
export function heldRoles(account: readonly string[], granted: readonly string[]): Role[] {
  return roles.filter(role => account.includes(role) && granted.includes(role))
}
