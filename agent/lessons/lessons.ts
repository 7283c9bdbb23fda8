import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import { Check } from 'typebox/schema'
import { LessonsBody } from '../../protocol/lessons.ts'
import { type Log, reasonOf } from '../log.ts'
import { writeWhole } from '../memory/whole-file.ts'

/** The newest lessons that the set was told; they survive restarts. */
export class Lessons {
  readonly #file: string
  readonly #log: Log
  #held: LessonsBody | undefined

  private constructor(file: string, log: Log, held: LessonsBody | undefined) {
    this.#file = file
    this.#log = log
    this.#held = held
  }

  /** A file that is not whole counts as none: they come again at the next `hello`. */
  static async open(directory: string, log: Log): Promise<Lessons> {
    const file = join(directory, 'lessons.json')
    try {
      return new Lessons(file, log, decode(await readFile(file, 'utf8')))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        log('error', 'the lessons are damaged, school hours count instead', { why: reasonOf(error) })
      }
      return new Lessons(file, log, undefined)
    }
  }

  get held(): LessonsBody | undefined {
    return this.#held
  }

  /** Takes a higher revision; a lower one is old news. Holds from now on, also when the disk refuses. */
  async take(lessons: LessonsBody): Promise<void> {
    if (lessons.revision <= (this.#held?.revision ?? 0)) return
    const { revision, side, windows, until } = lessons
    this.#held = { revision, side, windows, until }
    this.#log('info', 'lessons', { revision, side, windows: windows.length })
    try {
      await writeWhole(dirname(this.#file), [this.#file], encode(this.#held))
    } catch (error) {
      this.#log('error', 'cannot keep the lessons', { why: reasonOf(error) })
    }
  }
}

function encode(lessons: LessonsBody): string {
  const text = JSON.stringify(lessons)
  return `{"crc":${crc32(text)},"lessons":${text}}\n`
}

/** Throws when the text is not whole. */
function decode(text: string): LessonsBody {
  const { crc, lessons } = JSON.parse(text) as { crc: unknown; lessons: unknown }
  if (!Check(LessonsBody, lessons) || crc !== crc32(JSON.stringify(lessons))) throw new Error('checksum')
  return lessons
}
