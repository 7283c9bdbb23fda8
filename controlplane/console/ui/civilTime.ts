import { plainText } from './typedText.ts'

/** The language of the screen: half nine is half past eight in one, and half past nine in the other. */
export type Speech = 'nl' | 'en'

/**
 * The time that somebody means, "HH:MM": "8", "830", "8:30", "8.30", "8u30", "9 u 45", "8 uur", "half 9", "kwart na 8",
 * "8:30 pm". Undefined: no time of day, or one that could as well be another.
 */
export function readTime(text: string, speech: Speech = 'nl'): string | undefined {
  const typed = plainText(text)
  const minutes = inFigures(typed) ?? withHalfOfDay(typed) ?? inWords(typed, speech)
  return minutes === undefined ? undefined : `${twoFigures(minutes / 60)}:${twoFigures(minutes % 60)}`
}

const twoFigures = (number: number) => String(Math.floor(number)).padStart(2, '0')

/** Minutes with nothing but a blank before them are such as no hour is ("8 30", "9 15"): "12 13" may be from and until. */
const figures =
  /^([01]?\d|2[0-3])(?:([0-5]\d)| ?(?:uur|[:.,uh]\.?) ?([0-5]\d)| uur ([1-9])| (2[4-9]|[3-5]\d|0\d|[12][05]))? ?(?:uur|[uh]\.?)?$/

function inFigures(typed: string): number | undefined {
  const [, hours, ...minutes] = figures.exec(typed) ?? []
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes.find(Boolean) ?? 0)
}

function withHalfOfDay(typed: string): number | undefined {
  const [, hours, minutes = '0', half] =
    /^(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))? ?([ap])\.?m\.?$/.exec(typed) ?? []
  if (hours === undefined) return undefined
  return ((Number(hours) % 12) + (half === 'p' ? 12 : 0)) * 60 + Number(minutes)
}

const numbers = [
  [1, 'een', 'één', 'one'],
  [2, 'twee', 'two'],
  [3, 'drie', 'three'],
  [4, 'vier', 'four'],
  [5, 'vijf', 'five'],
  [6, 'zes', 'six'],
  [7, 'zeven', 'seven'],
  [8, 'acht', 'eight'],
  [9, 'negen', 'nine'],
  [10, 'tien', 'ten'],
  [11, 'elf', 'eleven'],
  [12, 'twaalf', 'twelve'],
  [15, 'kwart', 'a quarter', 'quarter'],
  [20, 'twintig', 'twenty'],
] as const
const numberOf = new Map<string, number>(
  numbers.flatMap(([number, ...words]) => [String(number), ...words].map(word => [word, number] as const)),
)
const spoken = /^(?:(.+) (voor|na|over|to|past) )?(half )?(\S+?)(?: uur| o'clock)?$/

/** As it is said, of a clock of twelve hours. */
function inWords(typed: string, speech: Speech): number | undefined {
  const [, after, way, half, hour = ''] = spoken.exec(typed.replace('’', "'")) ?? []
  const hours = numberOf.get(hour)
  if (hours === undefined || hours > 12) return undefined
  if (after === 'half') return way === 'past' && !half ? byDay(hours * 60 + 30) : undefined
  if (half && speech !== 'nl') return undefined
  const minutes = after === undefined ? 0 : numberOf.get(after)
  if (minutes === undefined || (minutes === 0 && !half)) return undefined
  const isBefore = way === 'voor' || way === 'to'
  return byDay(hours * 60 - (half ? 30 : 0) + (isBefore ? -minutes : minutes))
}

const halfDay = 12 * 60

/** Which of both it is for a school: between eight and six. Around seven it may be either, so it is none. */
function byDay(minutes: number): number | undefined {
  const first = (minutes + halfDay) % halfDay
  if (first >= 8 * 60) return first
  return first < 6 * 60 ? first + halfDay : undefined
}
