import { having } from './areas.ts'
import { type Anywhere, pageActions, shellActions } from './shellActions.ts'

/** Objects with a page of their own. `id`: how people call it, and how its address does. */
export const objectKinds = ['trajectories', 'sets', 'locations', 'tickets'] as const
export type ObjectName = { kind: (typeof objectKinds)[number]; id: string }

const brought = having('actions').map(area => area.actions)

/** Everything that can be done: palette, menus of objects, shortcuts and help are made from it. */
export const registry = {
  pages: pageActions,
  anywhere: [...shellActions, ...brought.flatMap(({ anywhere = [] }): readonly Anywhere[] => anywhere)],
  trajectories: brought.flatMap(({ trajectories = [] }) => trajectories),
  sets: brought.flatMap(({ sets = [] }) => sets),
  tickets: brought.flatMap(({ tickets = [] }) => tickets),
  locations: brought.flatMap(({ locations = [] }) => locations),
}

/** The words of what stands there, for who is on another page. */
export const registryTexts = brought.map(({ texts }) => texts)
