import { type Load, type LoadOrder, startLoad } from './load.ts'

/** What the bench asks of a process that makes load; every answer is one message. */
export type LoadAsk =
  | { ask: 'start'; order: LoadOrder }
  | { ask: 'begin' }
  | { ask: 'pause' }
  | { ask: 'measure'; seconds: number }
  | { ask: 'end' }

let load: Load | undefined

process.on('message', async (asked: LoadAsk) => {
  try {
    process.send?.({ answer: (await answer(asked)) ?? null })
  } catch (failure) {
    process.send?.({ failure: String(failure) })
  }
})
process.once('disconnect', () => process.exit(0))

async function answer(asked: LoadAsk): Promise<unknown> {
  switch (asked.ask) {
    case 'start':
      load = await startLoad(asked.order)
      return
    case 'begin':
      return load?.begin()
    case 'pause':
      return load?.pause()
    case 'measure':
      return load?.measure(asked.seconds)
    case 'end':
      return load?.end()
  }
}
