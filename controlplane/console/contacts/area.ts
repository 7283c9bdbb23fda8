import type { AreaActions } from '../parts/areaActions.ts'
import { contactActions } from './actions.ts'
import { texts } from './texts.ts'

export const actions: AreaActions = { texts, locations: contactActions }
