import type { contracts } from '../../../contracts.ts'
import type { ProviderRefusal } from '../../../people/provider/rules.ts'
import type { PlatformCode } from '../../../platform/http/api.ts'

type All = typeof contracts
type CodeOf<One> = One extends { refusals: infer Refusals } ? keyof Refusals & string : never

/** Why the server says no, on any route. */
type RefusalCode = CodeOf<All[keyof All]> | PlatformCode
/** With what comes back by the address after signing in, and what the page sees itself. */
export type ShownCode = RefusalCode | ProviderRefusal | 'empty_file'

/**
 * What is said, and what can be done next; `next` is empty where that is nothing. `{{where}}`: what is meant. What only
 * one area meets may stand in its own words, under `refusal`; a code without words anywhere does not compile.
 */
export type RefusalTexts = { readonly [Code in ShownCode]?: { readonly says: string; readonly next: string } }
