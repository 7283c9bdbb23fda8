import type { Socket } from 'node:net'

/** What comes on either goes out on the other, and the end of one is that of both. */
export function join(near: Socket, far: Socket): void {
  near.pipe(far).pipe(near)
  const end = () => [near, far].map(one => one.destroy())
  for (const one of [near, far]) one.on('error', end).on('close', end)
}
