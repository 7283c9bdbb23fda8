import { isUtf8 } from 'node:buffer'

/** Signs that people here write beyond plain letters. Others in a file whose encoding is a guess are doubtful. */
const usual =
  /[\p{ASCII}àâäáãåæçèéêëìíîïñòóôöõøœùúûüýßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜÝ‘’‚“”„–—…•€°²³½«»·´ª©®§\u00A0]/u
/** A letter with an accent where one is expected, and a capital or a sign in the middle of a word. */
const likely = /(?<=\p{Ll})[àâäáãåæçèéêëìíîïñòóôöõøœùúûüý]|[àâäáãåæçèéêëìíîïñòóôöõøœùúûüý](?=\p{Ll})/gu
const unlikely = /(?<=\p{Ll})[^\p{ASCII}\p{Ll}](?=\p{Ll})|(?<=\p{Ll}\p{Ll})[^\p{ASCII}\p{Ll}’”»…]/gu

/** What stands for a byte that means nothing in the encoding of its file. */
const damaged = '\uFFFD'

/**
 * The text of a file, without its mark: UTF-8 or UTF-16, else as Windows or an old Mac write western languages.
 * Bytes that fit nowhere become `damaged`, so that what they stand in can be told.
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
  const whole = countOf(text, /[^\p{ASCII}\uFFFD]/gu)
  return whole >= broken ? text : westernOf(bytes)
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

function westernOf(bytes: Uint8Array): string {
  const [windows, mac] = (['windows-1252', 'macintosh'] as const).map(label =>
    new TextDecoder(label).decode(bytes),
  ) as [string, string]
  const weightOf = (text: string) => countOf(text, likely) - countOf(text, unlikely)
  const text = weightOf(mac) > weightOf(windows) ? mac : windows
  return text.replaceAll(/[^\p{ASCII}]/gu, sign => (usual.test(sign) ? sign : damaged))
}

function countOf(text: string, sign: RegExp): number {
  return text.match(sign)?.length ?? 0
}
