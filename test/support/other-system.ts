import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { ReachSettings } from '../../controlplane/platform/reach/reach.ts'
import { makeCertificate, readIssuer } from './certificates.ts'

type Heard = { method: string; path: string; headers: IncomingHttpHeaders; body: Buffer }
type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** The server of somebody else, over HTTPS on loopback, under a certificate of an authority of its own. */
export type OtherSystem = {
  /** Such as `https://localhost:4711`. */
  origin: string
  port: number
  /** Settings with which it may be reached: it stands inside. */
  reach: ReachSettings
  /** What was asked of it, the oldest first. */
  heard: Heard[]
  /** How it answers from now on; until then with 204. */
  answers(by: Answer | number): void
  stop(): Promise<void>
}

export async function startOtherSystem(name = 'localhost'): Promise<OtherSystem> {
  const root = await makeCertificate({
    name: 'Somebody else',
    issuer: 'self',
    purpose: 'server',
    isAuthority: true,
  })
  const issuer = await readIssuer(root.cert, root.key)
  const { cert, key } = await makeCertificate({ name, issuer, purpose: 'server' })
  const folder = await mkdtemp(join(tmpdir(), 'setwacht-other-'))
  const caFile = join(folder, 'ca.pem')
  await writeFile(caFile, root.cert)
  const heard: Heard[] = []
  let answer: Answer = (_request, response) => response.writeHead(204).end()
  const server = createServer({ cert, key }, async (request, response) => {
    const { method = '', url: path = '', headers } = request
    heard.push({ method, path, headers, body: await buffer(request) })
    answer(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `https://${name}:${port}`,
    port,
    reach: { named: [name], caFile },
    heard,
    answers(by) {
      answer = typeof by === 'number' ? (_request, response) => response.writeHead(by).end() : by
    },
    async stop() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
}
