// Transparency of RFC 5321 §4.5.2: a line that begins with a dot gets another one. Works on slices, so that nothing is
// copied; lines are known to end in CRLF.

const lineThenDot = Buffer.from('\n.')
const dot = Buffer.from('.')
const feed = 0x0a

/** Calls `write` with the slices of each chunk in turn, dots added; keeps the line position between chunks. */
export function dotStuffer(write: (bytes: Buffer) => boolean): (chunk: Buffer) => boolean {
  let atLineStart = true
  return (chunk) => {
    if (chunk.length === 0) return true
    let from = 0
    if (atLineStart && chunk[0] === dot[0]) write(dot)
    for (;;) {
      const found = chunk.indexOf(lineThenDot, from)
      if (found < 0) break
      write(chunk.subarray(from, found + 1))
      write(dot)
      from = found + 1
    }
    atLineStart = chunk[chunk.length - 1] === feed
    return write(from === 0 ? chunk : chunk.subarray(from))
  }
}
