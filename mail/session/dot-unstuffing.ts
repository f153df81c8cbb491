// Takes off the dots that a client put before lines (RFC 5321 §4.5.2) and finds the end of data, CRLF.CRLF, wherever the
// octets are cut. A message in which each line begins with a dot is no more work than another.

const cr = 0x0d
const lf = 0x0a
const dot = 0x2e
const dottedLine = Buffer.from('\r\n.')
const loneCr = Buffer.from('\r')

type Place = 'inside' | 'after-cr' | 'line-start' | 'dot' | 'dot-cr'

export interface UnstuffedChunk {
  /** Without what may still be part of the end. */
  readonly content: Buffer
  /** What follows the end of data; null before it. */
  readonly rest: Buffer | null
}

/** One for each DATA. */
export class DotUnstuffing {
  #place: Place = 'line-start'

  /** Not called again once there was a rest. */
  read(chunk: Buffer): UnstuffedChunk {
    const parts: Buffer[] = []
    let at = 0
    while (at < chunk.length) {
      if (this.#place === 'dot-cr' && chunk[at] === lf)
        return { content: joined(parts), rest: chunk.subarray(at + 1) }
      const from = at
      at = this.#place === 'inside' ? this.#toNextDot(chunk, at) : this.#step(chunk[at], at, parts)
      const isDot = this.#place === 'dot' || this.#place === 'dot-cr'
      const kept = isDot && at > from ? at - 1 : at
      if (kept > from) parts.push(chunk.subarray(from, kept))
    }
    return { content: joined(parts), rest: null }
  }

  /** Behind the next dot that begins a line, or the end of the chunk. */
  #toNextDot(chunk: Buffer, from: number): number {
    const found = chunk.indexOf(dottedLine, from)
    if (found >= 0) {
      this.#place = 'dot'
      return found + dottedLine.length
    }
    const last = chunk[chunk.length - 1]
    if (last === cr) this.#place = 'after-cr'
    else if (last === lf && chunk.length - from > 1 && chunk[chunk.length - 2] === cr)
      this.#place = 'line-start'
    return chunk.length
  }

  /** One octet near a line break: the place behind it, or the same when it is to be looked at again as text. */
  #step(octet: number | undefined, at: number, parts: Buffer[]): number {
    switch (this.#place) {
      case 'after-cr':
        if (octet === cr) return at + 1
        this.#place = octet === lf ? 'line-start' : 'inside'
        return octet === lf ? at + 1 : at
      case 'line-start':
        this.#place = octet === dot ? 'dot' : 'inside'
        return octet === dot ? at + 1 : at
      case 'dot':
        this.#place = octet === cr ? 'dot-cr' : 'inside'
        return octet === cr ? at + 1 : at
      case 'dot-cr':
        // It was not the end: the CR is text, and refused as a bare one.
        parts.push(loneCr)
        this.#place = 'after-cr'
        return at
      case 'inside':
        return at
    }
  }
}

function joined(parts: readonly Buffer[]): Buffer {
  const [only] = parts
  return only !== undefined && parts.length === 1 ? only : Buffer.concat(parts)
}
