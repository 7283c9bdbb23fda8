import type { Asked } from './every-route-asked.ts'

/**
 * Of each table what the intake and the console may do with it. s: reads, i: adds, u: changes, d: deletes; in brackets:
 * some of the columns alone.
 */
export type Rights = Record<string, [intake: string, console: string]>

/** Objects that addresses name, by the word before them. */
export type Objects = Record<string, (asked: Asked) => string | Promise<string>>

type OfFeature = { rights?: Rights; objects?: Objects }
const found = Object.values(import.meta.glob<OfFeature>('../features/*.ts', { eager: true }))

/** What tests over everything must know of each feature, which its own file in `test/features/` says. */
export const rights: Rights = Object.assign({}, ...found.map(feature => feature.rights))
export const objects: Objects = Object.assign({}, ...found.map(feature => feature.objects))
