// Lines that every server takes: 998 octets (RFC 5322 §2.1.1, RFC 5321 §4.5.3.1.6). Old copiers and programs of mairies send HTML
// in one line of many thousands; some servers refuse such mail, others cut it and break its signature. Before anything is
// signed, the parts that need it are encoded anew (RFC 2045 §6) and fields folded. What somebody else signed is never
// touched: with such a line in it, it is refused in words.

import { fieldValue, type HeaderField, headerFields } from '#core/message/header-fields.ts'
import { mimeParts } from './mime-parts.ts'
import { base64Rewrapped, encoded, quotedRewrapped } from './transfer-encoding.ts'

/** Without its CRLF. */
const longestLine = 998
const deepest = 20
/** Quoting goes octet by octet, and everybody else waits meanwhile; base64 costs next to nothing. */
const quotedOctets = 1 << 20
const lineEnd = Buffer.from('\r\n')

/** The very content where every line fits already; null where one cannot be helped. What is not changed stays octet by octet. */
export function fitLines(content: Buffer): Buffer | null {
  if (!hasLongLine(content)) return content
  const place = { depth: 0, isMessage: true, mayQuote: content.length <= quotedOctets }
  const fitted = fittedEntity(content, place)
  return hasLongLine(fitted) ? null : fitted
}

interface Place {
  readonly depth: number
  /** A message, which must say that it is of MIME, and not a part of one. */
  readonly isMessage: boolean
  /** False in a large message. */
  readonly mayQuote: boolean
}

function fittedEntity(entity: Buffer, place: Place): Buffer {
  if (!hasLongLine(entity) || place.depth > deepest) return entity
  const { head, gap, body } = taken(entity)
  const folded = foldedHead(head)
  if (!hasLongLine(body)) return Buffer.concat([folded, gap, body])
  const fitted = fittedBody(folded, body, place)
  return fitted === null ? entity : Buffer.concat([fitted.head, gap, fitted.body])
}

interface Fitted {
  readonly head: Buffer
  readonly body: Buffer
}

/** Null for what must stay as it is. */
function fittedBody(head: Buffer, body: Buffer, place: Place): Fitted | null {
  const fields = [...headerFields(head)]
  const type = onlyValue(head, fields, 'content-type') ?? 'text/plain'
  const encoding = onlyValue(head, fields, 'content-transfer-encoding') ?? '7bit'
  if (type === 'twice' || encoding === 'twice') return null
  const within = { ...place, depth: place.depth + 1, isMessage: false }
  const [kind = ''] = type.toLowerCase().split(/[\s;]/)
  if (kind === 'multipart/signed') return null
  if (kind.startsWith('multipart/')) {
    const parts = mimeParts(body, type)
    return {
      head,
      body: Buffer.concat(
        parts.map((each) => (each.isPart ? fittedEntity(each.octets, within) : each.octets)),
      ),
    }
  }
  const written = encoding.toLowerCase()
  if (written === 'base64') return { head, body: base64Rewrapped(body) }
  if (written === 'quoted-printable') return { head, body: quotedRewrapped(body) }
  if (!['7bit', '8bit', 'binary'].includes(written)) return null
  // RFC 2046 §5.2.1: never encoded itself, only what is in it.
  if (kind === 'message/rfc822' || kind === 'message/global')
    return { head, body: fittedEntity(body, { ...within, isMessage: true }) }
  if (kind.startsWith('message/')) return null
  const { name, octets } = encoded(body, place.mayQuote && kind.startsWith('text/'))
  return { head: sayingHow(head, fields, { name, ...place }), body: octets }
}

function sayingHow(
  head: Buffer,
  fields: readonly HeaderField[],
  { name: encoding, isMessage }: { readonly name: string; readonly isMessage: boolean },
): Buffer {
  const isOfMime = fields.some(({ name }) => name === 'mime-version')
  return Buffer.concat([
    ...fields
      .filter(({ name }) => name !== 'content-transfer-encoding')
      .map(({ start, end }) => head.subarray(start, end)),
    Buffer.from(isMessage && !isOfMime ? 'MIME-Version: 1.0\r\n' : ''),
    Buffer.from(`Content-Transfer-Encoding: ${encoding}\r\n`),
  ])
}

/** Undefined where there is none; readers do not agree on which of two counts. */
function onlyValue(head: Buffer, fields: readonly HeaderField[], name: string): string | 'twice' | undefined {
  const [field, ...others] = fields.filter((each) => each.name === name)
  if (field === undefined) return undefined
  return others.length > 0 ? 'twice' : fieldValue(head, field)
}

/** Head with the line end of its last field; `gap` is the empty line. A part may have no head at all. */
function taken(entity: Buffer): Fitted & { readonly gap: Buffer } {
  const empty = entity.subarray(0, 2).equals(lineEnd) ? 0 : entity.indexOf('\r\n\r\n') + 2
  if (empty === 1) return { head: entity, gap: Buffer.alloc(0), body: Buffer.alloc(0) }
  return { head: entity.subarray(0, empty), gap: lineEnd, body: entity.subarray(empty + 2) }
}

/** RFC 5322 §2.2.3: before white space, where there is some. */
function foldedHead(head: Buffer): Buffer {
  if (!hasLongLine(head)) return head
  return Buffer.from(head.toString('latin1').split('\r\n').map(foldedLine).join('\r\n'), 'latin1')
}

function foldedLine(line: string): string {
  const pieces: string[] = []
  let rest = line
  while (rest.length > longestLine) {
    const at = foldAt(rest)
    if (at === null) break
    pieces.push(rest.slice(0, at))
    rest = rest.slice(at)
  }
  return [...pieces, rest].join('\r\n')
}

/** The last white space before the bound with something on either side of it. */
function foldAt(line: string): number | null {
  for (let at = longestLine; at > 0; at--)
    if (/[ \t]/.test(line.charAt(at)) && /[^ \t]/.test(line.charAt(at - 1)))
      return /[^ \t]/.test(line.slice(at)) ? at : null
  return null
}

/** Each step goes over all lines that end within the length of one. The last of a part has its line break from the delimiter. */
function hasLongLine(octets: Buffer): boolean {
  let start = 0
  while (octets.length - start > longestLine) {
    const end = octets.lastIndexOf(0x0a, start + longestLine + 1)
    if (end < start) return true
    start = end + 1
  }
  return false
}
