// A multipart body cut at its delimiters (RFC 2046 §5.1.1): put together again, the pieces are the body.

export interface Piece {
  readonly octets: Buffer
  /** A part with its head; else a delimiter, or what stands before the first and behind the last. */
  readonly isPart: boolean
}

interface Delimiter {
  /** With the line break before it, which is not of the part. */
  readonly start: number
  readonly end: number
  readonly isLast: boolean
}

/** `type` is the value of Content-Type. */
export function mimeParts(body: Buffer, type: string): readonly Piece[] {
  const boundary = boundaryOf(type)
  const pieces: Piece[] = []
  let at = 0
  let inPart = false
  const cut = (end: number, isPart: boolean) => {
    if (end > at) pieces.push({ octets: body.subarray(at, end), isPart })
    at = Math.max(at, end)
  }
  if (boundary !== '')
    for (const { start, end, isLast } of delimiters(body, boundary)) {
      cut(start, inPart)
      cut(end, false)
      inPart = !isLast
    }
  cut(body.length, inPart)
  return pieces
}

function* delimiters(body: Buffer, boundary: string): Generator<Delimiter> {
  const mark = Buffer.from(`--${boundary}`, 'latin1')
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== 0x0a) continue
    const found = body.indexOf('\r\n', at)
    const end = found < 0 ? body.length : found
    if (end - at > longestDelimiter) continue
    const rest = body.toString('latin1', at + mark.length, end)
    if (!/^(?:--)?[ \t]*$/.test(rest)) continue
    const isLast = rest.startsWith('--')
    yield { start: Math.max(0, at - 2), end: Math.min(body.length, end + 2), isLast }
    if (isLast) return
  }
}

/** White space may follow (RFC 2046 §5.1.1), not without end. */
const longestDelimiter = 998

function boundaryOf(type: string): string {
  const [, quoted, plain] = /;\s*boundary\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))/i.exec(type) ?? []
  return quoted?.replace(/\\(.)/g, '$1') ?? plain ?? ''
}
