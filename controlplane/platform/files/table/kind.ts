import { Buffer } from 'node:buffer'

/** What a file that is no table of ours may be, as people know it. */
export type OtherKind = 'XLS' | 'XLSB' | 'ODS' | 'Numbers' | 'HTML' | 'XML' | 'PDF' | 'RTF'
/** What a file is by its first bytes, whatever its name says. */
export type FileKind = 'workbook' | 'text' | 'protected' | OtherKind

const startsWith = (bytes: Uint8Array, hex: string) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .subarray(0, hex.length / 2)
    .toString('hex') === hex
const holds = (bytes: Uint8Array, text: string, encoding: 'latin1' | 'utf16le' = 'latin1') =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(text, 0, encoding)

export function kindOf(bytes: Uint8Array): FileKind {
  if (startsWith(bytes, 'd0cf11e0a1b11ae1'))
    return holds(bytes, 'EncryptedPackage', 'utf16le') ? 'protected' : 'XLS'
  // Two letters alone may be a heading: PK.
  if (['504b0304', '504b0506', '504b0708'].some(mark => startsWith(bytes, mark))) return kindOfArchive(bytes)
  if (startsWith(bytes, '25504446')) return 'PDF'
  const begin = Buffer.from(bytes.subarray(0, 1000))
    .toString('latin1')
    .replace(/^\u00EF\u00BB\u00BF/, '')
    .trimStart()
  if (begin.startsWith('{\\rtf')) return 'RTF'
  if (/^<(?:!doctype\s+html|html|head|body|meta|table|style|div)\b/i.test(begin)) return 'HTML'
  return /^<\?xml\b/.test(begin) ? 'XML' : 'text'
}

/** Names of parts stand in an archive as they are. */
function kindOfArchive(bytes: Uint8Array): FileKind {
  if (holds(bytes, 'vnd.oasis.opendocument.spreadsheet')) return 'ODS'
  if (holds(bytes, 'xl/workbook.bin')) return 'XLSB'
  return holds(bytes, 'Index/Document.iwa') ? 'Numbers' : 'workbook'
}
