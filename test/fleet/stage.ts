/** What is done to practice sets while they run, by label: the crowd and their sensors look at it. */
export type Stage = {
  /** The line carries nothing. */
  readonly cut: Set<string>
  /** The line breaks some times, each time soon after the set is back. */
  readonly restless: Set<string>
  /** The camera is unplugged. */
  readonly noCamera: Set<string>
  /** Somebody there asks for help. */
  readonly asking: Set<string>
}

export function openStage(): Stage {
  return { cut: new Set(), restless: new Set(), noCamera: new Set(), asking: new Set() }
}
