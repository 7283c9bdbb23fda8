import { putBack, undoable } from '../data/undo.ts'
import type { Action } from '../session/actions.ts'
import { pageNames, pages } from './pages.ts'
import { moveRow } from './rows.ts'

/** What only the shell can do. */
export type Hands = { search: () => void; help: () => void }
/** `keys`: what does it wherever one is; `isKeyOnly`: it makes no sense in the palette. */
export type Anywhere = Action<Hands> & { keys?: readonly string[]; isKeyOnly?: true }

export const pageActions: readonly Action<unknown>[] = pageNames.map(name => ({
  verb: `pages.${name}`,
  policy: pages[name].policy,
  run: (_nothing, { navigate }) => navigate({ to: pages[name].to }),
}))

/** Keys are characters, not places, so that they are where AZERTY has them. */
export const shellActions: readonly Anywhere[] = [
  {
    verb: 'keys.search',
    keys: ['Ctrl K', '/'],
    isKeyOnly: true,
    policy: 'self',
    run: ({ search }) => search(),
  },
  { verb: 'keys.next', keys: ['n'], isKeyOnly: true, policy: 'self', run: () => moveRow(1) },
  { verb: 'keys.previous', keys: ['p'], isKeyOnly: true, policy: 'self', run: () => moveRow(-1) },
  {
    verb: 'keys.undo',
    keys: ['u'],
    policy: 'self',
    whyNot: () => (undoable() ? undefined : 'keys.nothingDone'),
    run: putBack,
  },
  { verb: 'keys.help', keys: ['?'], policy: 'self', run: ({ help }) => help() },
]
