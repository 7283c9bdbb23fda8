import { describe, expect, it } from 'vitest'
import { Asking, type Read } from './asking.ts'

const withinMs = 30
const never = () => new Promise<Read<string>>(() => undefined)
const answers = (value: string) => async (): Promise<Read<string>> => ({ ok: true, value })
const known = (value: string) => ({ ok: true, value })
const noAnswer = { ok: false, reason: 'no_answer' }

/** A read that answers when the test says so. */
function held() {
  let answer = (_value: string) => undefined as unknown
  let asked = 0
  const read = () => {
    asked += 1
    return new Promise<Read<string>>(resolve => {
      answer = value => resolve({ ok: true, value })
    })
  }
  return { read, answer: (value: string) => answer(value), asked: () => asked }
}

describe('what the system is asked', () => {
  it('is unknown when no answer comes in time, and everything else is answered', async () => {
    const asking = new Asking(4, withinMs)
    const both = [asking.ask('a', 'one', never), asking.ask('b', 'two', answers('fine'))]
    expect(await Promise.all(both)).toEqual([noAnswer, known('fine')])
  })

  it('is not asked again until the answer came, and then it is', async () => {
    const asking = new Asking(4, withinMs)
    const slow = held()
    expect(await asking.ask('a', 'one', slow.read)).toEqual(noAnswer)
    expect(await asking.ask('a', 'one', slow.read)).toEqual(noAnswer)
    expect(slow.asked()).toBe(1)
    slow.answer('too late')
    await expect.poll(() => asking.ask('a', 'one', answers('again'))).toEqual(known('again'))
  })

  it('is asked once at a time, however many want to know', async () => {
    const asking = new Asking(4, 5000)
    const slow = held()
    const first = asking.ask('a', 'one', slow.read)
    const second = asking.ask('a', 'one', slow.read)
    await expect.poll(slow.asked).toBe(1)
    slow.answer('first')
    expect(await first).toEqual(known('first'))
    await expect.poll(slow.asked).toBe(2)
    slow.answer('second')
    expect(await second).toEqual(known('second'))
  })

  it('takes two threads for a part that is dead, however many files it has', async () => {
    const asking = new Asking(4, withinMs)
    let taken = 0
    const files = Array.from({ length: 12 }, (_, file) =>
      asking.ask(`input ${file}`, 'dead chip', () => {
        taken += 1
        return never()
      }),
    )
    expect(new Set((await Promise.all(files)).map(read => read.ok))).toEqual(new Set([false]))
    expect(taken).toBe(2)
    expect(await asking.ask('x', 'another part', answers('fine'))).toEqual(known('fine'))
  })

  it('never takes more threads than it may, and answers for all others that it does not know', async () => {
    const asking = new Asking(3, withinMs)
    let taken = 0
    const many = Array.from({ length: 9 }, (_, part) =>
      asking.ask(`part ${part}`, `folder ${part}`, () => {
        taken += 1
        return never()
      }),
    )
    await Promise.all(many)
    expect(taken).toBe(3)
    expect(await asking.ask('x', 'y', answers('fine'))).toEqual(noAnswer)
  })
})
