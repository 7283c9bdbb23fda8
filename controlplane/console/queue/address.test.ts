import { expect, test } from 'vitest'
import { hasFilters, parseQueueAddress, withWord } from './address.ts'

test('an address keeps what the queue knows, in the order in which it is offered, and nothing else', () => {
  const search = {
    q: 'KS 1',
    state: 'open,boat,new',
    priority: '2,1,9',
    owner: 'me',
    location: 'SCH-1',
    sort: 'x',
  }
  expect(parseQueueAddress(search)).toEqual({
    q: 'KS 1',
    state: 'new,open',
    priority: '1,2',
    owner: 'me',
    location: 'SCH-1',
  })
  expect(parseQueueAddress({ owner: 'lieve', location: '<img>', priority: '', state: 7 })).toEqual({})
})

test('a word is switched on and off, and the rest stays', () => {
  const once = withWord({ owner: 'none' }, 'priority', '1')
  expect(once).toEqual({ owner: 'none', priority: '1' })
  expect(withWord(withWord(once, 'priority', '2'), 'priority', '1')).toEqual({ owner: 'none', priority: '2' })
  expect(hasFilters(withWord({ priority: '1' }, 'priority', '1'))).toBe(false)
})
