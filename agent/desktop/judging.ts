import type { Read } from '../sensors/asking.ts'
import type { CallSeen, Sound, Told } from './words.ts'

/** What the desktop part of somebody who is signed in said lately; undefined: it is silent. */
export type Desk = Told | undefined

/** How sound is set. With several people signed in it is that of the call, else of the first who says anything. */
export function judgeSound(desks: Read<readonly Desk[]>): Read<Sound> {
  if (!desks.ok) return desks
  if (desks.value.length === 0) return { ok: false, reason: 'absent' }
  const known = desks.value.filter(desk => desk !== undefined)
  const inCall = known.find(({ call }) => call?.ok && call.value.app === 'running')
  return (inCall ?? known[0])?.sound ?? { ok: false, reason: 'no_answer' }
}

/** The call application, whoever runs it. Nobody signed in: nobody runs it. Silence of one leaves it in doubt. */
export function judgeCallSeen(desks: Read<readonly Desk[]>): Read<CallSeen> {
  if (!desks.ok) return desks
  const seen = desks.value.map((desk): Read<CallSeen> => {
    if (desk === undefined) return { ok: false, reason: 'no_answer' }
    return desk.call ?? { ok: false, reason: 'absent' }
  })
  const running = seen.flatMap(read => (read.ok && read.value.app === 'running' ? [read.value] : []))
  if (running.length > 0) {
    const holds = running.some(one => one.holds)
      ? true
      : running.some(one => one.holds === null)
        ? null
        : false
    return { ok: true, value: { app: 'running', holds } }
  }
  return seen.find(read => !read.ok) ?? { ok: true, value: { app: 'stopped', holds: false } }
}
