import type { SecureContext } from 'node:tls'
import { readContexts } from './certificates-file.ts'
import { countConnects } from './connects.ts'
import { type CrowdParts, startCrowd } from './crowd.ts'

/** What the bench asks of a process that plays many sets; every answer is one message. */
export type CrowdAsk =
  | { ask: 'prepare'; certificates: string; deviceIds: string[] }
  | { ask: 'count'; port: number; atOnce: number; seconds: number }
  | ({ ask: 'start' } & Omit<CrowdParts, 'contexts'>)
  | { ask: 'state' }
  | { ask: 'end' }

let contexts = new Map<string, SecureContext>()
let crowd: ReturnType<typeof startCrowd> | undefined

process.on('message', async (asked: CrowdAsk) => {
  try {
    process.send?.({ answer: (await answer(asked)) ?? null })
  } catch (failure) {
    process.send?.({ failure: String(failure) })
  }
})
process.once('disconnect', () => process.exit(0))

async function answer(asked: CrowdAsk): Promise<unknown> {
  switch (asked.ask) {
    case 'prepare':
      contexts = await readContexts(asked)
      return
    case 'count':
      return countConnects(asked.port, contexts, asked)
    case 'start':
      crowd = startCrowd({ ...asked, contexts })
      return
    case 'state':
      return crowd?.state()
    case 'end':
      return crowd?.end()
  }
}
