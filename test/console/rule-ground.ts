import { camera, minuteMs, noCamera, openSignalGround, type SignalGround } from '../flows/signal-ground.ts'
import type { SignedIn } from '../support/people.ts'

/** A Monday morning of three pairs: of two the camera was gone for a while, the third said nothing at all. */
export async function openRuleGround(): Promise<{ ground: SignalGround; lead: SignedIn; lieve: SignedIn }> {
  const ground = await openSignalGround('2026-11-23T10:00', 3)
  const [pair, other] = ground.pairs
  const set = await ground.connect(pair!, 'school')
  const second = await ground.connect(other!, 'school')
  await set.tell({ camera_1: noCamera })
  await ground.pass(75_000)
  await set.tell({ camera_1: camera })
  await second.tell({ camera_1: noCamera })
  await ground.pass(5 * minuteMs)
  await second.tell({ camera_1: camera })
  await ground.pass(3 * minuteMs)
  await set.goodbye()
  await second.goodbye()
  return {
    ground,
    lead: await ground.person('Wim', ['lead']),
    lieve: await ground.person('Lieve', ['helpdesk']),
  }
}
