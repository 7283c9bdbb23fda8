import type { Deed } from './deed.ts'

/** What one decides for oneself, or asks for oneself. */
export const ownDeeds: readonly Deed[] = [
  {
    does: ['PUT /api/me/first-name'],
    path: '/sets',
    steps: [/^Je account/, { check: 'Mijn voornaam mag op een set staan' }],
    lands: /^Mijn voornaam/,
  },
  {
    does: ['PUT /api/me/language'],
    path: '/sets',
    steps: [/^Weergave/, 'Nederlands'],
    lands: /^Nederlands$/,
  },
  {
    does: ['POST /api/mails/test'],
    path: '/admin/mails',
    steps: ['Stuur mij een testmail'],
    lands: /^Stuur mij een testmail$/,
  },
]
