import { isAscii, isUtf8 } from 'node:buffer'

/** Signs that people here write beyond plain letters. Others in a file whose encoding is a guess are doubtful. */
const usual =
  /[\p{ASCII}àâäáãåæçèéêëìíîïñòóôöõøœùúûüýßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜÝ‘’“”„–—…•€°²³½«»·´ª©®§\u00A0]/u
/** A letter with an accent, an apostrophe or a quote where one is expected, and a capital or a sign where none is. */
const likely = /(?<=\p{L})’(?=\p{L})|“(?=\p{L})|(?<=\p{L})”|(?<=\p{L})[àâäáçèéêëíîïóôöœùúûü]/gu
const unlikely =
  /(?<=\p{Ll})[^\p{ASCII}\p{Ll}‘’](?=\p{Ll})|(?<=\p{Ll}\p{Ll})[^\p{ASCII}\p{Ll}‘’”»…]|(?!\p{ASCII})\p{Ll}(?=\p{Lu})|(?<=\p{Lu}\p{Lu})(?!\p{ASCII})\p{Ll}|€(?=\p{L})/gu

/** Bytes from 80 on, as the command line of Windows and "CSV (MS-DOS)" have them. */
const dos =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐' +
  '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0'

/** What stands for a byte that means nothing in the encoding of its file. */
const damaged = '\uFFFD'

/**
 * The text of a file, without its mark: UTF-8 or UTF-16, else as Windows, its command line or an old Mac write western
 * languages. Bytes that fit nowhere become `damaged`, so that what they stand in can be told.
 */
export function decodeText(bytes: Uint8Array): string {
  return decode(bytes).replaceAll(/(^|[\r\n])\uFEFF/g, '$1')
}

function decode(bytes: Uint8Array): string {
  const wide = wideEncodingOf(bytes)
  if (wide) return new TextDecoder(wide).decode(bytes)
  const text = new TextDecoder('utf-8').decode(bytes)
  // What somebody else could not read stands in it as a sign of its own.
  if (isUtf8(bytes)) return text
  const broken = countOf(text, /\uFFFD/g)
  // One damaged byte makes no other encoding of a file that is UTF-8 elsewhere.
  const whole = countOf(text, /(?!\p{ASCII})[\p{Script=Latin}\p{Script=Common}]/gu) - broken
  const others = countOf(text, /(?!\p{ASCII})[^\p{Script=Latin}\p{Script=Common}]/gu)
  return whole + others / 4 >= broken ? text : westernOf(bytes)
}

/** UTF-16, by its mark or by the zeros that plain letters have in it. */
function wideEncodingOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const zeros: [number, number] = [0, 0]
  const looked = bytes.subarray(0, 4096)
  for (const [index, byte] of looked.entries()) if (byte === 0) zeros[index % 2 === 0 ? 0 : 1] += 1
  const many = looked.length / 4
  if (zeros[1] > many && zeros[0] * 8 < zeros[1]) return 'utf-16le'
  return zeros[0] > many && zeros[1] * 8 < zeros[0] ? 'utf-16be' : undefined
}

/** So much of a file shows what it is written in. */
const sampleBytes = 256 * 1024

/** A file that is put together from several may have lines in UTF-8 among the others. */
function westernOf(bytes: Uint8Array): string {
  const pieces = piecesOf(bytes)
  const others = Buffer.concat(pieces.flatMap(({ piece, isWide }) => (isWide ? [] : [piece])))
  const read = readerOf(others.subarray(0, sampleBytes))
  const texts = pieces.map(({ piece, isWide }) =>
    isWide
      ? new TextDecoder('utf-8').decode(piece)
      : read(piece).replaceAll(/[^\p{ASCII}]/gu, sign => (usual.test(sign) ? sign : damaged)),
  )
  return texts.join('')
}

/** Lines one after another that are UTF-8 beyond plain letters (`isWide`), and those that are not. */
function piecesOf(bytes: Uint8Array): { piece: Uint8Array; isWide: boolean }[] {
  const pieces: { piece: Uint8Array; isWide: boolean }[] = []
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  let begin = 0
  for (const { 0: line, index } of text.matchAll(/[^\r\n]*[\r\n]+|[^\r\n]+$/g)) {
    const one = bytes.subarray(index, index + line.length)
    const isWide = isUtf8(one) && !isAscii(one)
    const last = pieces.at(-1)
    if (last?.isWide === isWide) last.piece = bytes.subarray(begin, index + line.length)
    else {
      pieces.push({ piece: one, isWide })
      begin = index
    }
  }
  return pieces
}

/** The encoding that fits these lines best. Where two fit as well, signs that differ in them mean nothing. */
function readerOf(lines: Uint8Array): (line: Uint8Array) => string {
  const weighed = encodings.map(decode => ({ decode, weight: weightOf(decode(lines)) }))
  const most = Math.max(...weighed.map(({ weight }) => weight))
  const [best, ...alike] = weighed.filter(({ weight }) => weight === most).map(({ decode }) => decode)
  if (!best || best === windows) return windows
  if (alike.length === 0) return best
  return line => {
    const texts = alike.map(other => other(line))
    return [...best(line)]
      .map((sign, at) => (texts.every(text => text[at] === sign) ? sign : damaged))
      .join('')
  }
}

const windows = (bytes: Uint8Array) => new TextDecoder('windows-1252').decode(bytes)
/** A byte is a sign in each. */
const encodings: readonly ((bytes: Uint8Array) => string)[] = [
  windows,
  bytes => new TextDecoder('macintosh').decode(bytes),
  bytes =>
    Buffer.from(bytes)
      .toString('latin1')
      .replaceAll(/[\u0080-\u00FF]/g, sign => dos[sign.charCodeAt(0) - 0x80] ?? sign),
]

function weightOf(text: string): number {
  const odd = [...text.matchAll(/[^\p{ASCII}]/gu)].filter(([sign]) => !usual.test(sign)).length
  return countOf(text, likely) - countOf(text, unlikely) - odd
}

function countOf(text: string, sign: RegExp): number {
  return text.match(sign)?.length ?? 0
}
