import { createECDH } from 'node:crypto'
import { encrypt } from 'http_ece'
import type { PushKey } from '../../platform/keys/push-key.ts'
import type { Reach } from '../../platform/reach/reach.ts'
import { type DuePush, outcomeOf, type PushOutcome, pushSeconds, pushText } from '../rules.ts'

type By = { reach: Reach; key: PushKey; subject: string; now: number }

/**
 * Hands a push to the service of a browser (RFC 8030), encrypted for that browser alone (RFC 8291): the service reads
 * neither text nor kind.
 */
export async function sendPush(due: DuePush, { reach, key, subject, now }: By): Promise<PushOutcome> {
  const { push, address, content, language } = due
  const { origin } = new URL(address)
  const told = { kind: content.kind, text: pushText(content, language) }
  const reached = await reach({
    method: 'POST',
    address,
    headers: {
      authorization: await key.authorize({ origin, subject, now }),
      'content-encoding': 'aes128gcm',
      'content-type': 'application/octet-stream',
      ttl: String(pushSeconds),
      urgency: 'high',
      // Sent again, it takes the place of what was not delivered yet.
      topic: push.replaceAll('-', ''),
    },
    body: encryptFor(due, JSON.stringify(told)),
  })
  return reached.ok || reached.why === 'status' ? outcomeOf(reached.status) : whyNot(reached.why)
}

/** A service that stands where nothing of ours may go is never asked again. */
const whyNot = (why: string): PushOutcome =>
  ['unreachable', 'unknown_name', 'timeout', 'certificate'].includes(why) ? 'put_off' : 'refused'

function encryptFor({ p256dh, auth }: DuePush, text: string): Buffer {
  const privateKey = createECDH('prime256v1')
  privateKey.generateKeys()
  return encrypt(Buffer.from(text), { version: 'aes128gcm', dh: p256dh, authSecret: auth, privateKey })
}
