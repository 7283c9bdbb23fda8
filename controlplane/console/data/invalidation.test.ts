import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, onTestFinished, test, vi } from 'vitest'
import { invalidate } from './invalidation.ts'
import { followNews } from './news.ts'

const queryKey = ['open-help']
const news = { 'open-help': { when: { help: 'named' } } } as const

/** Somebody looks at an answer that comes when `answer` is called, in the order of the questions. */
function look() {
  const client = new QueryClient()
  const asked: { answer(cases: string): void; fail(): void }[] = []
  const queryFn = ({ signal }: { signal: AbortSignal }) =>
    new Promise<string>((answer, refuse) => {
      const fail = () => refuse(new Error('no line'))
      signal.addEventListener('abort', fail)
      asked.push({ answer, fail })
    })
  const observer = new QueryObserver(client, { queryKey, queryFn, retry: false })
  const stop = observer.subscribe(() => {})
  onTestFinished(() => {
    stop()
    client.clear()
  })
  const shown = () => client.getQueryData(queryKey)
  return { client, asked, shown }
}

test('news that comes while the first answer is under way is not lost with it', async () => {
  const { client, asked, shown } = look()
  let tell: (nudge: { help: string[] }) => void = () => {}
  const listen = (listener: typeof tell) => {
    tell = listener
    return () => {}
  }
  onTestFinished(followNews(client, listen, news))
  tell({ help: ['HS-0001'] })
  asked[0]!.answer('nobody')
  await vi.waitFor(() => expect(asked.length).toBe(2))
  expect(shown()).toBe('nobody')
  asked[1]!.answer('HS-0001')
  await vi.waitFor(() => expect(shown()).toBe('HS-0001'))
  expect(client.isFetching()).toBe(0)
})

test('so is a gap, however often it is said', async () => {
  const { client, asked, shown } = look()
  invalidate(client)
  invalidate(client)
  asked[0]!.answer('old')
  await vi.waitFor(() => expect(asked.length).toBe(2))
  invalidate(client)
  asked[1]!.answer('older')
  await vi.waitFor(() => expect(asked.length).toBe(3))
  asked[2]!.answer('new')
  await vi.waitFor(() => expect(shown()).toBe('new'))
  expect([asked.length, client.isFetching()]).toEqual([3, 0])
})

test('what changes faster than the line answers is shown all the same', async () => {
  const { client, asked, shown } = look()
  asked[0]!.answer('0')
  await vi.waitFor(() => expect(shown()).toBe('0'))
  for (const turn of [1, 2, 3]) {
    invalidate(client)
    await vi.waitFor(() => expect(asked.length).toBe(turn + 1))
    invalidate(client)
    asked[turn]!.answer(String(turn))
    await vi.waitFor(() => expect(shown()).toBe(String(turn)))
  }
})

test('what failed is left to those who ask again', async () => {
  const { client, asked } = look()
  invalidate(client)
  asked[0]!.fail()
  await vi.waitFor(() => expect(client.isFetching()).toBe(0))
  expect(asked.length).toBe(1)
  invalidate(client)
  await vi.waitFor(() => expect(asked.length).toBe(2))
})
