// The fields of a header section as byte ranges (RFC 5322 §2.2): what is not removed stays exactly as it came, or DKIM
// would not verify at the next hop.

export interface HeaderField {
  /** Lower-case name; white space before the colon (RFC 5322 §4.5.8) is not part of it. Empty when there is no colon. */
  readonly name: string
  readonly start: number
  /** After the CRLF of its last line. */
  readonly end: number
}

const feed = 0x0a
const isFolding = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09

/** Every field in order; the empty line is none. */
export function* headerFields(head: Buffer): Generator<HeaderField> {
  let start = 0
  while (start < head.length) {
    let end = start
    do {
      const found = head.indexOf(feed, end)
      end = found < 0 ? head.length : found + 1
    } while (isFolding(head[end]))
    if (end - start <= 2 && head[start] === 0x0d) return
    yield { name: nameOf(head.subarray(start, end)), start, end }
    start = end
  }
}

function nameOf(field: Buffer): string {
  const colon = field.indexOf(0x3a)
  return colon < 0 ? '' : field.toString('latin1', 0, colon).trim().toLowerCase()
}

/** What follows the colon, unfolded. */
export function fieldValue(head: Buffer, field: HeaderField): string {
  const text = head.toString('utf8', field.start, field.end)
  return text
    .slice(text.indexOf(':') + 1)
    .replace(/\r\n/g, '')
    .trim()
}
