// The fields of a header section as byte ranges (RFC 5322 §2.2): what is not removed stays exactly as it came, or DKIM
// would not verify at the next hop.

export interface HeaderField {
  /**
   * Lower-case name; white space before the colon (RFC 5322 §4.5.8) is not part of it. Null when this is no field: no
   * colon in its first line, or a name of other than printable ASCII characters. Each program reads such a line in its
   * own way, some as part of the field above.
   */
  readonly name: string | null
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

function nameOf(field: Buffer): string | null {
  const colon = field.indexOf(0x3a)
  if (colon < 0) return null
  return /^([\x21-\x7e]+)[ \t]*$/.exec(field.toString('latin1', 0, colon))?.[1]?.toLowerCase() ?? null
}

/** What follows the colon, unfolded. */
export function fieldValue(head: Buffer, field: HeaderField): string {
  const text = head.toString('utf8', field.start, field.end)
  return text
    .slice(text.indexOf(':') + 1)
    .replace(/\r\n/g, '')
    .trim()
}
