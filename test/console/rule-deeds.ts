import type { Deed } from './deed.ts'

const camera = '/admin/rules?rule=camera'

/** What is done with rules and maintenance, in the order in which one makes the next possible. */
export const ruleDeeds: readonly Deed[] = [
  {
    does: ['POST /api/rules/:rule/replay'],
    path: camera,
    steps: ['Kijk het na'],
    lands: /^Kijk (het|opnieuw) na$/,
  },
  {
    does: ['PUT /api/rules/:rule'],
    path: camera,
    steps: [{ fill: 'wachttijd', with: '2 min' }, 'Bewaar'],
    lands: /^Bewaar$/,
  },
  {
    does: ['POST /api/rules/:rule/reset'],
    path: camera,
    steps: ['Zet zoals geleverd'],
    lands: /^Zet zoals geleverd$/,
  },
  {
    does: ['POST /api/rules/:rule/revert'],
    path: camera,
    steps: [/^Zet terug op versie/],
    lands: /^(Zet terug op versie|Maak ongedaan)/,
  },
  {
    does: ['POST /api/maintenances'],
    path: '/admin/maintenance?kind=set&of=KS-0002',
    steps: ['Plan onderhoud'],
    lands: /^Plan onderhoud$/,
  },
  {
    does: ['POST /api/maintenances/:id/end'],
    path: '/admin/maintenance',
    steps: [/^Stop nu: /],
    lands: /^Maak ongedaan$/,
  },
]
