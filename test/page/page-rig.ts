import { request } from 'node:http'
import { type PageDoor, startPage } from '../../agent/local-page/server.ts'
import { prepareSet, startBroker } from '../flows/agent-rig.ts'
import { startCable } from '../support/cable.ts'

export type Said = { status: number; headers: Record<string, string | string[] | undefined>; body: unknown }
type Asking = { method?: string; headers?: Record<string, string>; body?: string }

/** The page of a real agent, whose broker does what the test says, behind a cable. */
export async function startPageRig() {
  const broker = await startBroker()
  const cable = await startCable(broker.port)
  const set = prepareSet(cable.port)
  let agent: Awaited<ReturnType<typeof set.start>> | undefined
  let page: PageDoor | undefined

  const rig = {
    broker,
    cable,
    set,
    agent: () => agent!,
    page: () => page!,
    async start(port = 0, bootId = 'first'): Promise<void> {
      agent = await set.start()
      page = await startPage({
        agent,
        directory: set.directory,
        bootId,
        port,
        log: () => undefined,
        againMs: 50,
      })
    },
    async stopAgent(): Promise<void> {
      await page?.stop()
      await agent?.stop('off')
      page = undefined
      agent = undefined
    },
    async stop(): Promise<void> {
      await rig.stopAgent()
      set.remove()
      await cable.stop()
      await broker.stop()
    },
    /** As the page would, unless the headers say otherwise. */
    ask(path: string, { method = 'GET', headers = {}, body }: Asking = {}): Promise<Said> {
      const { address, token } = page!.address()!
      const own = {
        origin: address.slice(0, -1),
        'content-type': 'application/json',
        'x-setwacht-token': token,
      }
      return askPage(address, path, {
        method,
        headers: { ...own, ...headers },
        ...(body ? { body } : {}),
      })
    },
    say: (path: string, body: unknown) => rig.ask(path, { method: 'POST', body: JSON.stringify(body) }),
    state: async () => (await rig.ask('/state')).body as Record<string, unknown>,
  }
  return rig
}

/** A request whose every header, and every sign of the path, is the test's to choose. */
function askPage(address: string, path: string, { method, headers, body }: Asking): Promise<Said> {
  const { hostname, port } = new URL(address)
  const way = { hostname, port, path }
  return new Promise((resolve, reject) => {
    const asking = request(
      { ...way, method: method ?? 'GET', headers: headers ?? {}, agent: false },
      answer => {
        const chunks: Buffer[] = []
        answer.on('data', chunk => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          const isJson = answer.headers['content-type'] === 'application/json'
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: isJson ? JSON.parse(text) : text,
          })
        })
      },
    )
    asking.on('error', reject)
    asking.end(body)
  })
}
