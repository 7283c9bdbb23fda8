/**
 * The two STUN messages of RFC 8489 that measuring a line needs: a binding request without attributes, and the
 * success response with XOR-MAPPED-ADDRESS. Nothing else is understood, so nothing can be relayed or amplified.
 */

const magicCookie = 0x2112a442
const bindingRequest = 0x0001
const bindingSuccess = 0x0101
const xorMappedAddress = 0x0020
const headerBytes = 20

/** Bytes of a transaction id. */
export const transactionBytes = 12

/** A binding request with this transaction id (12 bytes). */
export function encodeBindingRequest(transaction: Uint8Array): Uint8Array {
  return header(bindingRequest, 0, transaction)
}

/** The transaction id of a binding request; undefined for anything else. */
export function readBindingRequest(packet: Uint8Array): Uint8Array | undefined {
  return readHeader(packet, bindingRequest)
}

/** The transaction id of a success response; undefined for anything else. */
export function readBindingResponse(packet: Uint8Array): Uint8Array | undefined {
  return readHeader(packet, bindingSuccess)
}

/** Answer to `transaction` for a sender at this address (4 or 16 bytes) and port. */
export function encodeBindingResponse(
  transaction: Uint8Array,
  address: Uint8Array,
  port: number,
): Uint8Array {
  const attributeBytes = 8 + address.length
  const packet = new Uint8Array(headerBytes + attributeBytes)
  packet.set(header(bindingSuccess, attributeBytes, transaction))
  const view = new DataView(packet.buffer)
  view.setUint16(headerBytes, xorMappedAddress)
  view.setUint16(headerBytes + 2, 4 + address.length)
  view.setUint8(headerBytes + 5, address.length === 4 ? 1 : 2)
  view.setUint16(headerBytes + 6, port ^ (magicCookie >>> 16))
  for (const [index, byte] of address.entries()) {
    packet[headerBytes + 8 + index] = byte ^ packet[4 + index]!
  }
  return packet
}

function header(type: number, bodyBytes: number, transaction: Uint8Array): Uint8Array {
  const packet = new Uint8Array(headerBytes)
  const view = new DataView(packet.buffer)
  view.setUint16(0, type)
  view.setUint16(2, bodyBytes)
  view.setUint32(4, magicCookie)
  packet.set(transaction, 8)
  return packet
}

function readHeader(packet: Uint8Array, type: number): Uint8Array | undefined {
  if (packet.length < headerBytes) return undefined
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength)
  if (view.getUint16(0) !== type || view.getUint32(4) !== magicCookie) return undefined
  if (view.getUint16(2) !== packet.length - headerBytes) return undefined
  return packet.slice(8, headerBytes)
}
