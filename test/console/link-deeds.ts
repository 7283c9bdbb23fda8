import type { Deed } from './deed.ts'

/** What is done with links to other systems, in the order in which one makes the next possible. */
export const linkDeeds: readonly Deed[] = [
  {
    does: ['PUT /api/webhook'],
    path: '/admin/links',
    within: 'Webhook: meldingen doorgeven',
    steps: [{ fill: 'Adres van de webhook', with: 'https://hooks.invalid/in' }, 'Bewaar'],
    lands: /^Bewaar dit geheim in het andere systeem$/,
  },
  {
    does: ['POST /api/webhook/test'],
    path: '/admin/links',
    steps: ['Stuur een proefbericht'],
    lands: /^Stuur een proefbericht$/,
  },
  {
    does: ['POST /api/webhook/deliveries/:id/retry'],
    path: '/admin/links',
    steps: [/^Stuur opnieuw: proefbericht/],
    lands: /^Stuur opnieuw: proefbericht/,
  },
  {
    does: ['POST /api/webhook/secret'],
    path: '/admin/links',
    steps: ['Maak een nieuw geheim'],
    lands: /^Bewaar dit geheim in het andere systeem$/,
  },
  {
    does: ['POST /api/tokens'],
    path: '/admin/links',
    steps: [{ fill: 'Voor welk systeem', with: 'stad' }, 'Maak een sleutel'],
    lands: /^Sleutel voor stad$/,
  },
  {
    does: ['DELETE /api/tokens/:id'],
    path: '/admin/links',
    steps: ['Trek in: stad'],
    lands: /./,
  },
  {
    does: ['PUT /api/heartbeat'],
    path: '/admin/links',
    within: 'Hartslag: een waker buiten ons',
    steps: [{ fill: 'Adres van de waker', with: 'https://hooks.invalid/ping' }, 'Bewaar'],
    lands: /^Bewaar$/,
  },
]
