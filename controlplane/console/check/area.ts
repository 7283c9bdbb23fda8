import type { AreaActions } from '../parts/areaActions.ts'
import { checkActions } from './actions.ts'
import { texts } from './texts.ts'

export const actions: AreaActions = { texts, sets: checkActions }
