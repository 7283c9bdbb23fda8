/** What a set says of its cameras, in one word. */
export const cameraStates = ['ok', 'blocked', 'failed', 'absent', 'unknown'] as const
export type CameraState = (typeof cameraStates)[number]
