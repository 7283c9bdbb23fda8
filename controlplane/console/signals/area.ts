import type { AreaActions } from '../parts/areaActions.ts'
import { texts } from './texts.ts'

export const actions: AreaActions = { texts }
