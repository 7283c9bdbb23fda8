import { describe, expect, it } from 'vitest'
import { Silence } from './silence.ts'

/** One interval of requests: `.` is answered, `x` is not. */
function interval(silence: Silence, requests: string): boolean {
  for (const one of requests) silence.heard(one === '.' ? 20 : null)
  return silence.endInterval()
}

describe('requests that nobody answers', () => {
  it('say nothing of the line for a whole interval in which the control plane is reached: UDP is shut', () => {
    const silence = new Silence()
    silence.reached(true)
    expect(interval(silence, 'xxxxxxxxxxxx')).toBe(true)
    expect([silence.isUnheard, silence.udp]).toEqual([true, 'blocked'])
  })

  it('are loss when one of the interval was answered', () => {
    const silence = new Silence()
    silence.reached(true)
    expect(interval(silence, 'xxxxx.xxxxxx')).toBe(false)
    expect([silence.isUnheard, silence.udp]).toEqual([false, 'open'])
  })

  it('are loss when the control plane is not reached either: the line is away', () => {
    const silence = new Silence()
    expect(interval(silence, 'xxxxxxxxxxxx')).toBe(false)
    silence.reached(true)
    interval(silence, '...')
    silence.reached(false)
    expect(interval(silence, 'xxxxxxxxxxxx')).toBe(false)
    expect(silence.udp).toBe('open')
  })

  it('that were lost before the control plane was reached again do not count', () => {
    const silence = new Silence()
    for (let one = 0; one < 12; one += 1) silence.heard(null)
    silence.reached(true)
    expect(silence.endInterval()).toBe(false)
  })

  it('end with the first answer, and an interval without any request says nothing', () => {
    const silence = new Silence()
    silence.reached(true)
    interval(silence, 'xxx')
    silence.heard(18)
    expect([silence.isUnheard, silence.udp]).toEqual([false, 'open'])
    silence.endInterval()
    expect(interval(silence, '')).toBe(false)
  })

  it('are no finding when there were only one or two', () => {
    const silence = new Silence()
    silence.reached(true)
    expect([interval(silence, 'xx'), silence.udp]).toEqual([true, null])
    expect([interval(silence, 'x'), silence.udp]).toEqual([true, 'blocked'])
  })
})
