/** Which side of a pair a set is made for. */
export const setKinds = ['home', 'school'] as const
export type SetKind = (typeof setKinds)[number]

/** What a set is made of. */
export const componentTypes = [
  'laptop',
  'controller',
  'camera',
  'headset',
  'speaker',
  'microphone',
  'adapter',
] as const
export const componentsMax = 20
