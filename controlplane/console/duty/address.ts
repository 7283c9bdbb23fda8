import { wordsOf } from '../ui/address.ts'

export const parseDutyAddress = (search: Record<string, unknown>) => wordsOf(search, ['from'])
