import type { Read } from './asking.ts'

/** What is read at every third look only: it changes slowly, and costs as much as all the rest. */
const looksBetweenReads = 3

/** What was read holds until it is read again. */
export function seldom<Value>(read: () => Promise<Read<Value>>): () => Promise<Read<Value>> {
  let looks = 0
  let last: Promise<Read<Value>> | undefined
  return () => {
    if (looks % looksBetweenReads === 0 || !last) last = read()
    looks += 1
    return last
  }
}
