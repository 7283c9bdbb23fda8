import type { ObjectName } from './registry.ts'

/** The address of the page of an object. */
export function addressOf({ kind, id }: ObjectName): string {
  return `/${kind}/${encodeURIComponent(id)}`
}
