import { wordsOf } from '../ui/address.ts'

export const parseDevicesAddress = (search: Record<string, unknown>) => wordsOf(search, ['q', 'concern'])

export type DevicesAddress = ReturnType<typeof parseDevicesAddress>
