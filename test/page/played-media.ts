import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'

const width = 320
const height = 240
const frames = 10

/** A film that a played camera shows over and over: every picture the same, with this brightness (16 is black). */
export async function writeStill(file: string, light: (x: number, y: number) => number): Promise<void> {
  const plane = Buffer.alloc(width * height)
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) plane[y * width + x] = light(x, y)
  const colours = Buffer.alloc((width * height) / 2, 128)
  const film = createWriteStream(file)
  film.write(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)
  for (let frame = 0; frame < frames; frame += 1) {
    film.write('FRAME\n')
    film.write(plane)
    film.write(colours)
  }
  film.end()
  await once(film, 'finish')
}

/** A sound file in which nothing is to be heard: a second of mono, 16 bits, 48 kHz. */
export async function writeSilence(file: string): Promise<void> {
  const bytes = 96_000
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + bytes, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(48_000, 24)
  head.writeUInt32LE(96_000, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(bytes, 40)
  await writeFile(file, Buffer.concat([head, Buffer.alloc(bytes)]))
}
