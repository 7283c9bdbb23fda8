/**
 * Runs in the background of a browser and shows what is pushed. It stands alone, keeps nothing and asks nothing; what it is
 * told holds no name.
 */
type Told = { kind: string; text: string }
type Wakes = Event & { waitUntil(work: Promise<unknown>): void }
type Windows = { url: string; focus(): Promise<unknown> }[]
type Worker = {
  registration: { showNotification(title: string, options: object): Promise<void> }
  clients: { matchAll(of: object): Promise<Windows>; openWindow(address: string): Promise<unknown> }
  addEventListener(name: string, hear: (event: never) => void): void
}

const worker = self as unknown as Worker

worker.addEventListener('push', (event: Wakes & { data: { json(): Told } | null }) => {
  const told = event.data?.json()
  if (!told) return
  const options = { tag: told.kind, renotify: true, requireInteraction: told.kind === 'p1', data: told }
  event.waitUntil(worker.registration.showNotification(told.text, options))
})

worker.addEventListener('notificationclick', (event: Wakes & { notification: { close(): void } }) => {
  event.notification.close()
  event.waitUntil(comeForward())
})

/** The console that is open already, or a new one. */
async function comeForward(): Promise<unknown> {
  const [open] = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  return open ? open.focus() : worker.clients.openWindow('/')
}
