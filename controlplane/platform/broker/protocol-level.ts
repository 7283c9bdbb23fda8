/** Versions 3.1 and 3.1.1; a bridge sets the highest bit. */
const spoken = [3, 4]
const bridgeBit = 0x80
const names = ['MQTT', 'MQIsdp']
const connectType = 1
const lengthBytesMax = 4
/** All that has to be seen: a type, a length, a name with its own length, a version. */
export const levelBytesMax = 1 + lengthBytesMax + 2 + 'MQIsdp'.length + 1

/**
 * What the first bytes of a connection say of the version of MQTT: a parser ends at one it does not know without a word.
 * `more`: too few to know. `other`: no CONNECT by a known name, for whoever reads on to judge.
 */
export function judgeLevel(bytes: Uint8Array): 'more' | 'spoken' | 'unspoken' | 'other' {
  const { length } = bytes
  if (length > 0 && (bytes[0] as number) >> 4 !== connectType) return 'other'
  let at = 1
  while (at <= lengthBytesMax && (bytes[at] ?? 0) > 127) at += 1
  at += 1
  if (at > 1 + lengthBytesMax) return 'other'
  const nameLength = bytes[at + 1]
  if (nameLength === undefined) return 'more'
  const end = at + 2 + nameLength
  const name = Buffer.from(bytes.subarray(at + 2, end)).toString('latin1')
  if (bytes[at] !== 0 || !names.some(one => one.length === nameLength && one.startsWith(name))) return 'other'
  const level = bytes[end]
  if (level === undefined) return 'more'
  return spoken.includes(level & ~bridgeBit) ? 'spoken' : 'unspoken'
}
