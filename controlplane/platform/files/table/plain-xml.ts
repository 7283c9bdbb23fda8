import sax from 'sax'
import { type Attributes, type Counts, escaped, newWords, type Parts } from './plain-parts.ts'
import { Sheet } from './plain-sheet.ts'

/**
 * XML said in the one way that the reader of workbooks understands, for it knows one way only: in UTF-8, without words
 * of its own, comments, quoted pieces and signs by their number; of a sheet its cells, each with its place.
 * @throws Error when it is no XML
 */
export function plainXml(part: Uint8Array, counts: Counts): string {
  const text = decode(part)
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new Error('it defines its own words')
  const parser = sax.parser(true, { trim: false, normalize: false })
  let parts: Parts | undefined
  let depth = 0
  let prefix = ''
  const local = (name: string) =>
    prefix !== '' && name.startsWith(prefix) ? name.slice(prefix.length) : name
  parser.onerror = failure => {
    if (!harmless.test(failure.message)) throw failure
    // The parser goes on once its failure is taken away.
    Object.assign(parser, { error: null })
  }
  parser.onopentag = ({ name, attributes }) => {
    if (depth === 0) {
      prefix = /^[^:]+:/.exec(name)?.[0] ?? ''
      parts = partsOf(local(name), counts)
    }
    parts?.open(local(name), attributes as Attributes, depth)
    depth += 1
  }
  parser.ontext = said => parts?.text(said)
  parser.oncdata = said => parts?.text(said)
  parser.onclosetag = name => {
    depth -= 1
    parts?.close(local(name), depth)
  }
  parser.write(text).close()
  return `<?xml version="1.0" encoding="UTF-8"?>\n${parts?.written() ?? ''}`
}

/** What programs write that is no XML, and means one thing only. */
const harmless =
  /^(?:Invalid character (?:entity|in entity name)|Text data outside of root node|Unquoted attribute value|Non-whitespace before first tag)/

/** What a part is, by its first element; empty: nobody knows. */
export function rootOf(part: Uint8Array): string {
  const begin = decode(part.subarray(0, 4096)).replaceAll(/<[?!][^>]*>/g, '')
  return /<(?:[\w.-]+:)?([\w.-]+)/.exec(begin)?.[1] ?? ''
}

function partsOf(root: string, counts: Counts): Parts {
  if (root === 'worksheet') return new Sheet(counts)
  return root === 'sst' ? newStrings(counts) : newOther()
}

function decode(part: Uint8Array): string {
  const [first, second] = part
  const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  if (isWide) return new TextDecoder(first === 0xff ? 'utf-16le' : 'utf-16be').decode(part)
  const head = Buffer.from(part.subarray(0, 200)).toString('latin1')
  const said = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w-]+)/.exec(head)?.[1]?.toLowerCase() ?? 'utf-8'
  if (!/^(?:utf-8|us-ascii|ascii|iso-8859-\d+|windows-125\d)$/.test(said))
    throw new Error(`nobody knows ${said}`)
  return new TextDecoder(said).decode(part)
}

const attributesOf = (attributes: Attributes) =>
  Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value).replaceAll('"', '&quot;')}"`)

function newOther(): Parts {
  const out: string[] = []
  return {
    open: (name, attributes) => void out.push(`<${name}${attributesOf(attributes).join('')}>`),
    text: text => void out.push(escaped(text)),
    close: name => void out.push(`</${name}>`),
    written: () => out.join(''),
  }
}

/** The texts that cells name by their number: an empty one counts too. */
function newStrings(counts: Counts): Parts {
  const words = newWords()
  const out: string[] = []
  return {
    open: words.open,
    text: words.text,
    close(name, depth) {
      words.close(name)
      if (name === 'si' && depth === 1) out.push(`<si>${words.take()}</si>`)
    },
    written() {
      counts.strings = out.length
      const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
      return `<sst xmlns="${main}" count="${out.length}" uniqueCount="${out.length}">${out.join('')}</sst>`
    },
  }
}
