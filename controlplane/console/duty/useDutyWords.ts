import type { DutyNow } from '../../duty/api.ts'
import { useFormats } from '../ui/useTexts.ts'

/** The names of who is on duty, and until when the last of them is. */
export function useDutyWords() {
  const formats = useFormats()
  return {
    time: formats.time,
    who: ({ onDuty }: Pick<DutyNow, 'onDuty'>) => ({
      names: [...new Set(onDuty.map(({ firstName }) => firstName))].join(', '),
      until: formats.time(Math.max(...onDuty.map(({ endsAt }) => endsAt))),
    }),
  }
}
