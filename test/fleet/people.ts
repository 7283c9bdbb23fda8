import type { Random } from '../../agent/clock.ts'
import { pick } from './chance.ts'

/** Somebody to call. Nobody of this name, number or address exists. */
export type Person = { name: string; phone: string; email: string }

export const firstNames = [
  'Noor',
  'Sam',
  'Lotte',
  'Emiel',
  'Amber',
  'Wout',
  'Fien',
  'Yusuf',
  'Marie',
  'Jef',
  'Amina',
  'Lars',
  'Nina',
  'Kobe',
  'Zoë',
  'Ilyas',
  'Febe',
  'Stan',
  'Hanne',
  'Rune',
  'Elif',
  'Senne',
  'Juna',
  'Mats',
  'Lore',
  'Adam',
  'Janne',
  'Wolf',
  'Maya',
  'Siebe',
  'Anaïs',
  'Tuur',
  'Renée',
  'Daan',
  'Inês',
  'Bas',
] as const

const grownUps = ['Els', 'Koen', 'Fatima', 'Griet', 'Bart', 'Ann', 'Dirk', 'Sofie', 'Murat', 'Hilde', 'Jo']
const beginnings = ['Ver', 'Van ', 'Van den ', 'De ', 'Op den ', 'Ter ']
const middles = ['Rieten', 'Wilgen', 'Zilver', 'Molen', 'Kantel', 'Linden', 'Heide', 'Vlier', 'Water', 'Zand']
const ends = ['beke', 'hoek', 'dries', 'akker', 'donck', 'berg', 'laer', 'velde', 'straeten', 'poorte']

/** Names put together from parts; numbers and addresses that cannot exist. */
export function personOf(random: Random): Person {
  const first = pick(grownUps, random)
  const beginning = pick(beginnings, random)
  const middle = pick(middles, random)
  const last = beginning + (beginning.endsWith(' ') ? middle : middle.toLowerCase()) + pick(ends, random)
  const box = `${first}.${last.replaceAll(' ', '')}`.toLowerCase()
  return { name: `${first} ${last}`, phone: phoneOf(random), email: `${box}@voorbeeld.example` }
}

/**
 * The Belgian plan keeps no numbers free for invented people. Zone 018 never was one (there are 010 to 016 and 019), and
 * 017, once of car telephones, is given to nobody: none of these numbers rings anywhere.
 */
const phoneZones = ['017', '018'] as const

function phoneOf(random: Random): string {
  const pair = () => String(Math.floor(random() * 100)).padStart(2, '0')
  return `${pick(phoneZones, random)} ${pair()} ${pair()} ${pair()}`
}
