import { wordsOf } from '../ui/address.ts'

export const parsePeopleAddress = (search: Record<string, unknown>) => wordsOf(search, ['q', 'account'])
