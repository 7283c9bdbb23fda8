import type { Deed } from './deed.ts'

/** Behind the three dots of a ticket. */
const menu = /^Wat je met melding/
/** What may be done with a ticket next, or with what was done. */
const lands =
  /^(Neem|Los op|Ga verder|Geef terug|Heropen|Sluit|Maak ongedaan|Bewaar nota)$|^Wat je met melding|^Nota/

/** What is done with tickets, in the order in which one makes the next possible. */
export const ticketDeeds: readonly Deed[] = [
  { does: ['POST /api/tickets/:no/claim'], path: '/tickets/:t0', steps: ['Neem'], lands },
  {
    does: ['POST /api/tickets/:no/note'],
    path: '/tickets/:t0',
    steps: [{ fill: 'Nota', with: 'De stekker zat los.' }, 'Bewaar nota'],
    lands: /^(Nota|Bewaar nota)$/,
  },
  {
    does: ['POST /api/tickets/:no/call'],
    path: '/tickets/:t0',
    steps: ['gebeld', 'Noteer gesprek'],
    lands: /^Noteer gesprek$/,
  },
  {
    does: ['POST /api/tickets/:no/tell'],
    path: '/tickets/:t0',
    steps: ['bericht op de set', 'Toon op de set'],
    lands: /^(Toon op de set|Ga verder)$/,
  },
  { does: ['POST /api/tickets/:no/answer'], path: '/tickets/:t0', steps: ['Ga verder'], lands },
  {
    does: ['POST /api/tickets/:no/ask-by-mail'],
    path: '/tickets/:t0',
    steps: ['vraag per mail', 'Toon wie je kan mailen', 'Verstuur de mail'],
    lands: /^(Verstuur de mail|Ga verder)$/,
  },
  { does: ['POST /api/tickets/:no/answer'], path: '/tickets/:t0', steps: ['Ga verder'], lands },
  {
    does: ['POST /api/tickets/:no/wait'],
    path: '/tickets/:t0',
    steps: [menu, 'Wacht op een derde', 'Laat wachten'],
    lands,
  },
  { does: ['POST /api/tickets/:no/answer'], path: '/tickets/:t0', steps: ['Ga verder'], lands },
  {
    does: ['POST /api/tickets/:no/lower'],
    path: '/tickets/:t0?act=lower',
    steps: ['de les gaat door', 'Maak minder dringend'],
    lands,
  },
  {
    does: ['POST /api/tickets/:no/link'],
    path: '/tickets/:t0',
    steps: [menu, 'Verbind met een andere melding', { fill: 'Nummer van de andere', with: ':t1' }, 'Verbind'],
    lands,
  },
  {
    does: ['POST /api/tickets/:no/plan'],
    path: '/tickets/:t0?act=plan',
    steps: [{ fill: 'Dag', with: '24/11/2026' }, 'Plan'],
    lands,
  },
  { does: ['POST /api/tickets/:no/release'], path: '/tickets/:t1', steps: ['Geef terug'], lands },
  {
    does: ['POST /api/tickets/:no/resolve', 'POST /api/tickets/claim-next'],
    path: '/tickets/:t1',
    steps: ['Los op', 'Los op en neem de volgende'],
    lands: /./,
  },
  { does: ['POST /api/tickets/:no/reopen'], path: '/tickets/:t1', steps: ['Heropen'], lands },
  { does: ['POST /api/tickets/:no/close'], path: '/tickets/:t2', steps: ['Sluit'], lands },
  {
    does: ['POST /api/tickets/:no/merge'],
    path: '/tickets/:t3',
    steps: [menu, 'Voeg bij een andere melding', { fill: 'Nummer van de andere', with: ':t0' }, 'Voeg samen'],
    lands: /./,
  },
  {
    does: ['POST /api/tickets/:no/cancel'],
    path: '/tickets/:t4?act=cancel',
    steps: ['grap', 'Annuleer de melding'],
    lands: /./,
  },
  {
    does: ['POST /api/tickets'],
    path: '/tickets/new?of=T-2026-0002',
    steps: ['Ziet niets', 'Maak melding'],
    lands: /^Ziet niets/,
  },
]
