// Where the header section of a message ends and its body begins.

export interface HeaderAndBody {
  /** With the line end of its last field, without the empty line. */
  readonly head: Buffer
  readonly bodyStart: number
}

/** RFC 5322 §2.1: an empty line stands between them, and there may be no body. All lines end in CRLF. */
export function splitHeaderAndBody(content: Buffer): HeaderAndBody {
  const end = content.indexOf('\r\n\r\n')
  if (end < 0) return { head: content, bodyStart: content.length }
  return { head: content.subarray(0, end + 2), bodyStart: end + 4 }
}
