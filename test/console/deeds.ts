import type { Deed } from './deed.ts'
import { linkDeeds } from './link-deeds.ts'
import { ownDeeds } from './own-deeds.ts'
import { ruleDeeds } from './rule-deeds.ts'
import { stormDeeds } from './storm-deeds.ts'
import { ticketDeeds } from './ticket-deeds.ts'

const place = '/locations/SCH-KS-0001'
const trajectory = '/trajectories/T-2026-0001'

const undo = /^Maak ongedaan$/
const calendar = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//school//rooster//NL',
  'BEGIN:VEVENT',
  'UID:1@school',
  'DTSTART;TZID=Europe/Brussels:20261130T083000',
  'DTEND;TZID=Europe/Brussels:20261130T092000',
  'RRULE:FREQ=WEEKLY;COUNT=12',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n')
const csv = {
  locations: 'code,soort,naam,gemeente\nSCH-NIEUW,school,De Nieuwe,Leuven\n',
  trajectories: 'traject,school\nT-2026-0900,SCH-KS-0001\n',
  timetables: 'traject,dag,van,tot\nT-2026-0002,ma,08:30,09:20\n',
}

/** Every deed of the console, as somebody does it by keyboard. */
export const deeds: readonly Deed[] = [
  {
    does: ['POST /api/locations/:code/contacts'],
    path: place,
    within: 'Contactpersonen',
    steps: [
      'Voeg toe',
      { fill: 'Naam', with: 'Ann Daems' },
      { fill: 'Telefoon', with: '016 11 22 33' },
      'Bewaar',
    ],
    lands: /^Voeg toe$/,
  },
  {
    does: ['PUT /api/contacts/:id'],
    path: place,
    within: 'Contactpersonen',
    steps: ['Wijzig Bart Claes', { fill: 'Telefoon', with: '016 99 88 77' }, 'Bewaar'],
    lands: /^Voeg toe$/,
  },
  { does: ['DELETE /api/contacts/:id'], path: place, steps: ['Haal Bart Claes weg'], lands: undo },
  {
    does: ['POST /api/trajectories/:code/contacts'],
    path: trajectory,
    within: 'Contactpersonen',
    steps: [
      'Toon contactpersonen',
      'Voeg toe',
      { fill: 'Naam', with: 'Ilse Maes' },
      { fill: 'Telefoon', with: '016 11 22 33' },
      { fill: 'E-mail', with: 'ilse@thuis.example' },
      'Bewaar',
    ],
    lands: /^Voeg toe$/,
  },
  {
    does: ['PUT /api/locations/:code'],
    path: place,
    steps: ['Wijzig gegevens', { fill: 'Gemeente', with: 'Gent' }, 'Bewaar'],
    lands: /^(Wijzig gegevens|Maak ongedaan)$/,
  },
  {
    does: ['PUT /api/locations/:code/closed-days/:day'],
    path: place,
    within: 'Eigen sluitingsdagen',
    steps: [{ fill: 'Datum', with: '4/12/2026' }, 'Voeg toe'],
    lands: /^Datum/,
  },
  {
    does: ['DELETE /api/locations/:code/closed-days/:day'],
    path: place,
    within: 'Eigen sluitingsdagen',
    steps: [/^Haal .* weg/],
    lands: undo,
  },
  {
    does: ['PUT /api/closed-days/:day'],
    path: '/admin/calendar',
    steps: [{ fill: 'Datum', with: '11/12/2026' }, 'Voeg toe'],
    lands: /^Datum/,
  },
  { does: ['DELETE /api/closed-days/:day'], path: '/admin/calendar', steps: [/^Haal .* weg/], lands: undo },
  { does: ['POST /api/duty'], path: '/admin/duty', steps: ['Plan dienst'], lands: /^Plan dienst$/ },
  {
    does: ['POST /api/duty/:id/take-over', 'POST /api/duty/:id/give-back'],
    path: '/admin/duty',
    steps: [/^Neem over: /, 'Maak ongedaan'],
    lands: /^(Neem over|Haal weg): /,
  },
  { does: ['DELETE /api/duty/:id'], path: '/admin/duty', steps: [/^Haal weg: /], lands: undo },
  {
    does: ['POST /api/duty/copy'],
    path: '/admin/duty?from=2026-11-30',
    steps: ['Kopieer vorige week'],
    lands: /Kopieer vorige week/,
  },
  {
    does: ['POST /api/trajectories/:code/day-changes'],
    path: trajectory,
    steps: ['Afwezig'],
    lands: /Afwezig/,
  },
  {
    does: ['DELETE /api/day-changes/:id'],
    path: trajectory,
    within: 'Lessen',
    steps: [/^Maak ongedaan: /],
    lands: /Eerder gezegd|Afwezig/,
  },
  {
    does: ['POST /api/trajectories/:code/milestones'],
    path: trajectory,
    steps: [/^Vandaag: /],
    lands: undo,
  },
  {
    does: ['POST /api/trajectories/:code/pauses'],
    path: trajectory,
    within: 'Pauzes',
    steps: ['Plan pauze', { fill: 'Eerste dag', with: '14/12/2026' }, 'Plan pauze'],
    lands: undo,
  },
  {
    does: ['DELETE /api/trajectories/:code/pauses/:id'],
    path: trajectory,
    steps: [/^Haal weg: pauze/],
    lands: undo,
  },
  {
    does: ['PUT /api/trajectories/:code'],
    path: trajectory,
    within: 'Gegevens',
    steps: ['Wijzig gegevens', 'Bewaar'],
    lands: /^(Wijzig gegevens|Maak ongedaan)$/,
  },
  {
    does: ['PUT /api/trajectories/:code/child'],
    path: trajectory,
    within: 'Het kind',
    steps: ['Vul naam in', { fill: 'Voornaam', with: 'Noor' }, 'Bewaar'],
    lands: /^Wijzig naam$/,
  },
  {
    does: ['PUT /api/trajectories/:code/sides/:side'],
    path: trajectory,
    steps: ['Wijzig thuis', 'Bewaar'],
    lands: /^(Wijzig thuis|Maak ongedaan)$/,
  },
  {
    does: ['POST /api/trajectories/:code/timetable/import'],
    path: trajectory,
    steps: [{ file: 'Lees in uit agenda (.ics)', of: calendar }, 'Lees in'],
    lands: /Lees in uit agenda|Wijzig lesrooster|Vorige week/,
  },
  {
    does: ['PUT /api/trajectories/:code/timetable'],
    path: trajectory,
    steps: ['Wijzig lesrooster', 'lijst', 'Les erbij op dinsdag', 'Bewaar lesrooster'],
    lands: undo,
  },
  {
    does: ['PUT /api/trajectories/:code/exceptions/:day'],
    path: trajectory,
    steps: ['Voeg een dag toe', 'Bewaar dag'],
    lands: /^(Voeg een dag toe|Maak ongedaan)$/,
  },
  {
    does: ['DELETE /api/trajectories/:code/exceptions/:day'],
    path: trajectory,
    steps: [/^Haal weg: (ma|di|wo|do|vr)/],
    lands: undo,
  },
  {
    does: ['POST /api/trajectories/new'],
    path: '/trajectories/new',
    steps: [{ fill: 'Voornaam', with: 'Sam' }, 'Maak traject'],
    lands: /^Open T-2026-/,
  },
  {
    does: ['PUT /api/locations/:code/address'],
    path: '/locations/TH-HS-0001',
    steps: [
      'Toon adres',
      'Vul adres in',
      { fill: 'Straat', with: 'Dorp' },
      { fill: 'Nummer en bus', with: '1' },
      { fill: 'Postcode', with: '3000' },
      { fill: 'Gemeente', with: 'Leuven' },
      'Bewaar adres',
    ],
    lands: /^Wijzig adres$/,
  },
  {
    does: ['PUT /api/accounts/:id/roles'],
    path: '/admin/people?account=:sam',
    steps: [{ check: /^Logistiek/i }, 'Bewaar rollen'],
    lands: /^Bewaar rollen$/,
  },
  {
    does: ['DELETE /api/sign-ins/:id'],
    path: '/admin/people?account=:sam',
    steps: [/^Beëindig aanmelding van Sam/],
    lands: /./,
  },
  {
    does: ['POST /api/help/:id/take', 'POST /api/help/:id/give-back'],
    path: '/',
    steps: [/^Neem de hulpvraag van /, undo],
    lands: /^Neem de hulpvraag van /,
  },
  {
    does: ['POST /api/help/:id/close', 'POST /api/help/:id/reopen'],
    path: '/sets/HS-0001',
    within: 'Vraagt hulp: thuisset',
    steps: ['Wat je met HS-0001 kan', 'Sluit: was niet nodig', { anywhere: undo }],
    lands: /^Neem de hulpvraag van /,
  },
  {
    does: ['POST /api/tickets/:no/claim', 'POST /api/tickets/:no/release'],
    path: '/?open=connected,off',
    steps: [/^Neem melding /, undo],
    lands: /^Neem melding /,
  },
  {
    does: ['POST /api/sets/:label/check'],
    path: '/sets/KS-0001',
    steps: ['Controleer de set nu'],
    isSlow: true,
    lands: /^Controleer de set nu$/,
  },
  {
    does: ['POST /api/sets/:label/ping'],
    path: '/sets/KS-0001',
    steps: ['Test de verbinding'],
    isSlow: true,
    lands: /^Test de verbinding$/,
  },
  ...(['locations', 'trajectories', 'timetables'] as const).map(kind => ({
    does: [`POST /api/${kind}/import`],
    path: `/admin/import?kind=${kind}`,
    steps: [{ file: 'Kies een bestand', of: csv[kind] }, 'Lees in'],
    lands: /ingelezen/,
  })),
  {
    does: ['POST /api/walls'],
    path: '/admin/walls',
    steps: [{ fill: 'Naam van het scherm', with: 'hal' }, 'Maak een link'],
    lands: /^Open deze link op hal$/,
  },
  {
    does: ['DELETE /api/walls/:id'],
    path: '/admin/walls',
    steps: ['Beëindig scherm gang'],
    lands: /^(Naam van het scherm|Maak een link)/,
  },
  ...linkDeeds,
  ...ruleDeeds,
  {
    does: ['POST /api/sets'],
    path: '/sets/new',
    steps: [{ fill: 'Label', with: 'KS-0800' }, 'Maak set'],
    lands: /KS-0800/,
  },
  {
    does: ['PUT /api/sets/:label/components'],
    path: '/sets/KS-0001',
    within: 'Onderdelen',
    steps: ['Wijzig onderdelen', 'Bewaar'],
    lands: undo,
  },
  {
    does: ['POST /api/locations'],
    path: '/locations/new',
    steps: [{ fill: 'Code', with: 'SCH-0800' }, 'Maak locatie'],
    lands: /school/i,
  },
  ...ownDeeds,
  ...ticketDeeds,
  ...stormDeeds,
  { does: ['POST /api/duty/own'], path: '/sets', steps: ['Neem nu dienst'], lands: /./ },
]
