/** What a set says of its sound, in one word; the worst first. `muted`: at volume zero too. */
export const soundStates = ['absent', 'muted', 'unknown', 'ok'] as const
export type SoundState = (typeof soundStates)[number]
