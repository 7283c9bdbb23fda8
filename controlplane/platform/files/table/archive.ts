import { crc32 } from 'node:zlib'
import { unzipSync } from 'fflate'

/** What a workbook may unpack to, and how many parts it may have. */
const unpackedBytesMax = 40 * 1024 * 1024
const partsMax = 500

/**
 * The parts of a workbook that are XML, as large as the archive says: what comes out beyond that is cut off.
 * @throws RangeError when it is larger than we unpack; another Error when it is no archive, or damaged
 */
export function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
  let unpacked = 0
  let count = 0
  const parts = unzipSync(bytes, {
    filter({ name, originalSize }) {
      if (!/\.(?:xml|rels)$/i.test(name)) return false
      unpacked += originalSize
      count += 1
      if (unpacked > unpackedBytesMax || count > partsMax) throw new RangeError('it is too large')
      return true
    },
  })
  for (const [name, sum] of checkSums(bytes)) {
    const part = parts[name]
    if (part !== undefined && crc32(part) !== sum) throw new Error(`${name} is damaged`)
  }
  return parts
}

const entryMark = 0x02014b50
const entryBytes = 46

/** What each part adds up to, as the list at the end of an archive has it: the reader of archives does not look. */
function checkSums(bytes: Uint8Array): Map<string, number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = bytes.length - 22
  const endAt = Array.from({ length: Math.min(end + 1, 65_558) }, (_, back) => end - back).find(
    at => view.getUint32(at, true) === 0x06054b50,
  )
  const sums = new Map<string, number>()
  if (endAt === undefined) return sums
  let at = view.getUint32(endAt + 16, true)
  while (at + entryBytes <= bytes.length && view.getUint32(at, true) === entryMark) {
    const [name, extra, comment] = [28, 30, 32].map(offset => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ]
    const begin = at + entryBytes
    sums.set(new TextDecoder().decode(bytes.subarray(begin, begin + name)), view.getUint32(at + 16, true))
    at = begin + name + extra + comment
  }
  return sums
}
