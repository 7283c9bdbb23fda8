import { isAbsolute } from 'node:path'

/**
 * The one argument, which the unit gives: the root of the system they work on. Undefined: it is not that.
 * Nothing else of theirs can be set from outside.
 */
export function readRoot(args: readonly string[] = process.argv.slice(2)): string | undefined {
  const [root, ...more] = args
  return root !== undefined && more.length === 0 && isAbsolute(root) ? root : undefined
}

/** Names of what stands in the environment. The unit clears it; what is left there was put there past the unit. */
export function namesInEnvironment(environment: NodeJS.ProcessEnv = process.env): string[] {
  return Object.keys(environment)
}

/** What the command that sets them up is told: the agent's folder, and the root of the system. */
export function readAdoptArguments(
  args: readonly string[] = process.argv.slice(2),
): { directory: string; root: string } | undefined {
  const [directory, root, ...more] = args
  if (directory === undefined || root === undefined || more.length > 0) return undefined
  return isAbsolute(directory) && isAbsolute(root) ? { directory, root } : undefined
}
