/**
 * Why the control plane keeps something out. `gaps`: too many holes between the numbers stored of a run. `epochs`: too
 * many runs are open. `unheard`: a run above the one that said hello last. `allowance`: all that a set may say of a kind
 * in a day was said. `outbox`: a hello says that messages wait, and not credibly from which number on.
 */
export const refusals = ['gaps', 'epochs', 'unheard', 'allowance', 'outbox'] as const
export type Refusal = (typeof refusals)[number]
