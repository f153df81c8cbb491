// The parts of a message that hold something (RFC 2045, 2046), bounded in depth and number: a stranger chose its form. What
// cannot be read is passed over; nothing here throws on any content.

import libmime from 'libmime'
import { rawField } from '#core/message/decoded-field.ts'

export interface MimePart {
  /** Lower-case `type/subtype`. */
  readonly type: string
  readonly charset: string
  /** As the sender wrote it, decoded (RFC 2047, 2231); empty when it has none. */
  readonly name: string
  readonly attached: boolean
  /** With its transfer encoding. */
  readonly encoded: Buffer
  readonly encoding: string
}

const deepest = 8
const mostParts = 100
const longestBoundary = 200
const lineEnd = Buffer.from('\r\n')

/** In the order of the message. */
export function mimeParts(content: Buffer): readonly MimePart[] {
  const parts: MimePart[] = []
  walk(content, 0, parts)
  return parts
}

function walk(content: Buffer, depth: number, parts: MimePart[]): void {
  const { head, body } = splitHead(content)
  const { type, params } = structured(head, 'content-type', 'text/plain')
  const { boundary = '' } = params
  if (
    type.startsWith('multipart/') &&
    boundary !== '' &&
    boundary.length <= longestBoundary &&
    depth < deepest
  ) {
    for (const inner of between(body, boundary)) {
      if (parts.length >= mostParts) return
      walk(inner, depth + 1, parts)
    }
    return
  }
  const disposition = structured(head, 'content-disposition', '')
  const name = libmime.decodeWords(disposition.params.filename ?? params.name ?? '')
  parts.push({
    type,
    charset: params.charset ?? 'utf-8',
    name,
    attached: disposition.type === 'attachment' || name !== '' || !type.startsWith('text/'),
    encoded: body,
    encoding: rawField(head, 'content-transfer-encoding').toLowerCase(),
  })
}

function splitHead(content: Buffer): { readonly head: Buffer; readonly body: Buffer } {
  if (content.subarray(0, 2).equals(lineEnd)) return { head: Buffer.alloc(0), body: content.subarray(2) }
  const end = content.indexOf('\r\n\r\n')
  if (end < 0) return { head: content, body: Buffer.alloc(0) }
  return { head: content.subarray(0, end + 2), body: content.subarray(end + 4) }
}

function structured(head: Buffer, field: string, otherwise: string) {
  const { value, params } = libmime.parseHeaderValue(rawField(head, field).slice(0, 4000))
  const type = value.trim().toLowerCase()
  return { type: type === '' ? otherwise : type, params: params as Readonly<Record<string, string>> }
}

/** RFC 2046 §5.1.1: a delimiter begins a line; the line end before it is its own. */
function* between(body: Buffer, boundary: string): Generator<Buffer> {
  const delimiter = Buffer.from(`--${boundary}`)
  let start = -1
  for (let at = body.indexOf(delimiter); at >= 0; at = body.indexOf(delimiter, at + delimiter.length)) {
    if (at > 0 && body[at - 1] !== 0x0a) continue
    const lineEnds = body.indexOf('\r\n', at)
    const rest = body.toString('latin1', at + delimiter.length, lineEnds < 0 ? body.length : lineEnds)
    if (!/^(--)?[ \t]*$/.test(rest)) continue
    if (start >= 0) yield body.subarray(start, Math.max(start, at - 2))
    if (rest.startsWith('--') || lineEnds < 0) return
    start = lineEnds + 2
  }
  if (start >= 0) yield body.subarray(start)
}

/** Its text, at most so many characters of it. */
export function textOf({ encoded, encoding, charset }: MimePart, most: number): string {
  const octets = decoded(encoded.subarray(0, most * 4), encoding)
  return inUnicode(octets, charset).slice(0, most)
}

/** How large it is once decoded, to an octet or two. */
export const sizeOf = ({ encoded, encoding }: MimePart): number =>
  encoding === 'base64' ? Math.floor((encoded.length * 76 * 3) / (78 * 4)) : encoded.length

function decoded(encoded: Buffer, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(encoded.toString('latin1'), 'base64')
  if (encoding !== 'quoted-printable') return encoded
  const lines = encoded.toString('latin1').split('\r\n')
  const text = lines
    .map((line, index) => (index < lines.length - 1 ? withoutPadding(line) : line))
    .join('\r\n')
    .replaceAll('=\r\n', '')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(text, 'latin1')
}

/** RFC 2045 §6.7 (3). Step by step from the end: a pattern for it looks anew from every blank of a line that never ends. */
function withoutPadding(line: string): string {
  let end = line.length
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end -= 1
  return line.slice(0, end)
}

/** What is no charset that anybody knows is read as UTF-8: something is shown all the same. */
function inUnicode(octets: Buffer, charset: string): string {
  try {
    return new TextDecoder(libmime.normalizeCharset(charset)).decode(octets)
  } catch {
    return octets.toString('utf8')
  }
}
