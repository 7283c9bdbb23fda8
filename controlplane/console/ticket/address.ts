/** What asks something before it is done, and opens where it stands on the page of a ticket. */
export const formNames = ['resolve', 'wait', 'plan', 'cancel', 'lower', 'merge', 'link'] as const
export type FormName = (typeof formNames)[number]

/** Which form stands open. */
export type TicketAddress = { act?: FormName }

export function parseTicketAddress({ act }: Record<string, unknown>): TicketAddress {
  const known = formNames.find(name => name === act)
  return known === undefined ? {} : { act: known }
}

/** What a new ticket is about: the code of a trajectory or the label of a set. */
export type NewTicketAddress = { of?: string }

export function parseNewTicketAddress({ of }: Record<string, unknown>): NewTicketAddress {
  return typeof of === 'string' && /^[A-Z0-9-]{2,32}$/.test(of) ? { of } : {}
}
