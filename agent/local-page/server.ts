import { rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { type Log, reasonOf } from '../log.ts'
import { writeWhole } from '../memory/whole-file.ts'
import { changesOf, readsOf } from './answers.ts'
import { builtFolder } from './built-page.ts'
import { portOf, serverOf } from './serving.ts'
import { tokenOf } from './token.ts'
import { type PageAgent, Watching } from './watching.ts'

/** Where the page is, and the token that stands after `#` in what is opened. */
export type PageAddress = { address: string; token: string }

export type PageDoor = {
  /** Undefined: another program holds the port, and nothing is to be opened. */
  address: () => PageAddress | undefined
  stop: () => Promise<void>
}

export type PageParts = {
  agent: PageAgent
  /** the folder of this set */
  directory: string
  /** of this start of the system; null: it has no name */
  bootId: string | null
  /** 0: any free one */
  port: number
  log: Log
  /** called when the page is there; left out: nobody opens it */
  served?: (page: PageAddress) => void
  /** a port that is taken is tried again this often */
  againMs?: number
  /** where the built page lies */
  folder?: string
}

/**
 * Serves the page of this set on 127.0.0.1 alone. Its address names that number: for `localhost` a browser tries `::1`
 * first, where any program of the set could listen.
 */
export async function startPage(parts: PageParts): Promise<PageDoor> {
  const { directory, log, againMs = 30_000 } = parts
  const file = join(directory, 'page.json')
  await rm(file, { force: true })
  const token = await tokenOf(directory, parts.bootId, log)
  const watching = new Watching(parts.agent)
  const routes = { ...changesOf(parts.agent), ...readsOf(parts.agent, watching) }
  const server = serverOf({ routes, token, log, folder: parts.folder ?? builtFolder })
  let again: NodeJS.Timeout | undefined
  let wasTaken = false
  const isServed = () => server.listening
  const address = (): PageAddress | undefined =>
    isServed() ? { address: `http://127.0.0.1:${portOf(server)}/`, token } : undefined

  async function listen(): Promise<void> {
    try {
      await listening(server, parts.port)
    } catch (error) {
      if (!wasTaken)
        log('error', 'the page of the set cannot be served', { port: parts.port, why: reasonOf(error) })
      wasTaken = true
      parts.agent.checks.pageIsShut(true)
      again = setTimeout(listen, againMs)
      return
    }
    server.on('error', error => log('error', 'the page of the set has trouble', { why: reasonOf(error) }))
    const page = address()
    // A disk that is full keeps nobody from the page.
    await writeWhole(directory, [file], `${JSON.stringify(page)}\n`).catch(error =>
      log('error', 'the address of the page cannot be kept', { why: reasonOf(error) }),
    )
    log('info', 'the page of the set is served', { port: portOf(server) })
    parts.agent.checks.pageIsShut(false)
    if (page) parts.served?.(page)
  }

  await listen()
  return {
    address,
    stop: async () => {
      clearTimeout(again)
      watching.stop()
      await rm(file, { force: true })
      server.closeAllConnections()
      if (isServed()) await new Promise(resolve => server.close(resolve))
    },
  }
}

/** Rejects when the port is taken. */
function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', reject)
      resolve()
    })
  })
}
