import type { Deed } from './deed.ts'

/** What is done with a storm that one pair is in. */
export const stormDeeds: readonly Deed[] = [
  {
    does: ['POST /api/incidents/acknowledge'],
    path: '/incidents/:storm',
    steps: ['Neem alles'],
    lands: /^(Geef terug|Maak ongedaan)$/,
  },
  {
    does: ['POST /api/incidents/release'],
    path: '/incidents/:storm',
    steps: ['Geef terug'],
    lands: /^Neem alles$/,
  },
  {
    does: ['POST /api/incidents/:id/tell'],
    path: '/incidents/:storm',
    steps: ['Bericht aan iedereen', 'Toon op 2 sets'],
    lands: /^Bericht aan iedereen$/,
  },
  {
    does: ['POST /api/incidents/:id/pairs'],
    path: '/incidents/:storm',
    steps: ['Haal T-2026-0001 uit de storing'],
    lands: /^(Zet T-2026-0001 terug in de storing|Maak ongedaan)$/,
  },
]
