// The PROXY protocol header, versions 1 and 2 (HAProxy's specification, 2020-03-05). Pure: octets in, address out. Only
// bytes from a listed proxy are ever given to it.

import { isIPv4, isIPv6 } from 'node:net'
import ipaddr from 'ipaddr.js'

export type ProxyHeader =
  /** Not enough octets yet. */
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'invalid' }
  /** `length` octets of header; `source` is null when the proxy speaks for itself (LOCAL, UNKNOWN). */
  | {
      readonly kind: 'header'
      readonly length: number
      readonly source: { readonly address: string; readonly port: number } | null
    }

const signature = Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1')
const fixedLength = 16
const maxLineLength = 107
const maxBlockLength = 4096
const incomplete: ProxyHeader = { kind: 'incomplete' }
const invalid: ProxyHeader = { kind: 'invalid' }

export function parseProxyHeader(octets: Buffer): ProxyHeader {
  if (octets.length === 0) return incomplete
  return octets[0] === signature[0] ? parseBinary(octets) : parseLine(octets)
}

function parseLine(octets: Buffer): ProxyHeader {
  const prefix = 'PROXY '
  const seen = octets.toString('latin1', 0, Math.min(octets.length, maxLineLength))
  if (!prefix.startsWith(seen.slice(0, prefix.length))) return invalid
  const end = seen.indexOf('\r\n')
  if (end < 0) return octets.length < maxLineLength ? incomplete : invalid
  const [, family, source, destination, sourcePort, destinationPort, ...more] = seen.slice(0, end).split(' ')
  const length = end + 2
  if (family === 'UNKNOWN') return { kind: 'header', length, source: null }
  const isAddress = family === 'TCP4' ? isIPv4 : family === 'TCP6' ? isIPv6 : () => false
  const port = portOf(sourcePort)
  if (more.length > 0 || source === undefined || destination === undefined) return invalid
  if (!isAddress(source) || !isAddress(destination)) return invalid
  if (port === null || portOf(destinationPort) === null) return invalid
  return { kind: 'header', length, source: { address: source, port } }
}

function portOf(text: string | undefined): number | null {
  if (text === undefined || !/^(0|[1-9]\d{0,4})$/.test(text)) return null
  return Number(text) <= 65535 ? Number(text) : null
}

function parseBinary(octets: Buffer): ProxyHeader {
  const seen = Math.min(octets.length, signature.length)
  if (!octets.subarray(0, seen).equals(signature.subarray(0, seen))) return invalid
  if (octets.length < fixedLength) return incomplete
  const command = octets.readUInt8(12)
  const family = octets.readUInt8(13)
  const blockLength = octets.readUInt16BE(14)
  if (command !== 0x20 && command !== 0x21) return invalid
  if (blockLength > maxBlockLength) return invalid
  const length = fixedLength + blockLength
  if (octets.length < length) return incomplete
  const block = octets.subarray(fixedLength, length)
  if (command === 0x20 || family === 0x00) return { kind: 'header', length, source: null }
  if (family === 0x11 && blockLength >= 12) {
    return {
      kind: 'header',
      length,
      source: { address: block.subarray(0, 4).join('.'), port: block.readUInt16BE(8) },
    }
  }
  if (family === 0x21 && blockLength >= 36) {
    const address = oneSpelling(block.subarray(0, 16))
    return { kind: 'header', length, source: { address, port: block.readUInt16BE(32) } }
  }
  return invalid
}

/** An IPv4 client of a proxy that listens on both is an IPv4 client. */
const oneSpelling = (octets: Buffer): string =>
  ipaddr.process(ipaddr.fromByteArray([...octets]).toString()).toString()
