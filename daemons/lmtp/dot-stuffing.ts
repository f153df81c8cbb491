// Transparency of RFC 5321 §4.5.2: a line that begins with a dot gets another one. A chunk without such a line is not copied,
// one with many of them is still one piece; lines are known to end in CRLF.

const lineThenDot = Buffer.from('\n.')
const dot = Buffer.from('.')
const feed = 0x0a

/** For each chunk in turn what is to be sent for it; keeps the line position between chunks. */
export function dotStuffer(): (chunk: Buffer) => Buffer {
  let atLineStart = true
  return (chunk) => {
    if (chunk.length === 0) return chunk
    const parts: Buffer[] = []
    let from = 0
    if (atLineStart && chunk[0] === dot[0]) parts.push(dot)
    for (;;) {
      const found = chunk.indexOf(lineThenDot, from)
      if (found < 0) break
      parts.push(chunk.subarray(from, found + 1), dot)
      from = found + 1
    }
    atLineStart = chunk[chunk.length - 1] === feed
    return parts.length === 0 ? chunk : Buffer.concat([...parts, chunk.subarray(from)])
  }
}
