/** Which side of a pair a set is made for. */
export const setKinds = ['home', 'school'] as const
export type SetKind = (typeof setKinds)[number]
