import { en as data } from '../data/en.ts'
import { en as parts } from '../parts/en.ts'
import { en as session } from '../session/en.ts'
import { en as ui } from '../ui/en.ts'
import { merged } from '../ui/text.ts'
import { en as shell } from './en.ts'
import { pageWords } from './pageWords.ts'

export const english = merged([ui, data, session, parts, pageWords('en'), shell])
