import type { OwnPushes, Subscription } from '../../push/api.ts'
import type { Language } from '../ui/preferences.ts'
import { workerScript } from '../ui/workerScript.ts'

/** A browser that does not reach its service waits for ever. */
const answerMsMax = 20_000

/** Whether this browser can take pushes at all. */
const isSupported = () => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

export type PushState = 'unsupported' | 'denied' | 'on' | 'off'

/** How it stands in this browser, as far as server and browser agree. */
export async function readPushState({ known }: OwnPushes): Promise<PushState> {
  if (!isSupported()) return 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  const hash = await ownHash()
  return hash !== undefined && known.includes(hash) ? 'on' : 'off'
}

/** Why this browser takes no pushes all the same. */
export class NotSubscribed extends Error {
  readonly why: 'denied' | 'unreachable'
  constructor(why: 'denied' | 'unreachable', cause?: unknown) {
    super(why, { cause })
    this.why = why
  }
}

/** Asks the person, then the browser. @throws NotSubscribed */
export async function subscribe(key: string, language: Language): Promise<Subscription> {
  if ((await Notification.requestPermission()) !== 'granted') throw new NotSubscribed('denied')
  const registration = await navigator.serviceWorker.register(workerScript)
  await navigator.serviceWorker.ready
  const asked = { userVisibleOnly: true, applicationServerKey: key }
  const made = await Promise.race([registration.pushManager.subscribe(asked), tooLate()]).catch(
    (cause: unknown) => {
      throw new NotSubscribed('unreachable', cause)
    },
  )
  const { endpoint = '', keys = {} } = made.toJSON()
  return { address: endpoint, p256dh: keys.p256dh ?? '', auth: keys.auth ?? '', language }
}

const tooLate = () =>
  new Promise<never>((_, reject) => setTimeout(() => reject(new Error('too late')), answerMsMax))

/** This browser takes none any more. Returns by what the server knew it; undefined: it took none. */
export async function unsubscribe(): Promise<string | undefined> {
  const hash = await ownHash()
  await (await ownSubscription())?.unsubscribe()
  return hash
}

async function ownSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration('/')
  return (await registration?.pushManager.getSubscription()) ?? null
}

async function ownHash(): Promise<string | undefined> {
  const subscription = await ownSubscription()
  if (subscription === null) return undefined
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(subscription.endpoint))
  return new Uint8Array(digest).toHex()
}
