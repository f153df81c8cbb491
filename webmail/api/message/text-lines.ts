// The lines of text/plain as they are meant: how deeply each is quoted, and lines that were wrapped on the way made one again
// (RFC 3676). In one pass.

export interface TextFormat {
  /** `format=flowed` (RFC 3676 §4). */
  readonly flowed: boolean
  /** `delsp=yes`: the blank that says that a line goes on is not part of it. */
  readonly delSp: boolean
}

export interface TextLine {
  readonly depth: number
  readonly text: string
}

/** One entry a line, or a paragraph where lines flow; the depth is how often it is quoted. */
export function textLines(text: string, { flowed, delSp }: TextFormat): readonly TextLine[] {
  const lines: TextLine[] = []
  /** Of a paragraph that goes on; empty when none does. */
  let pieces: string[] = []
  let depthNow = 0
  const end = () => {
    if (pieces.length > 0) lines.push({ depth: depthNow, text: pieces.join('') })
    pieces = []
  }
  for (const written of text.split(/\r\n|\r|\n/)) {
    const { depth, text: line } = flowed ? unstuffed(written) : unquoted(written)
    // §4.5: a paragraph is of one depth, and a signature begins no matter what is before it.
    if (depthNow !== depth || line === '-- ') end()
    depthNow = depth
    const goesOn = flowed && line.endsWith(' ') && line !== '-- '
    pieces.push(goesOn && delSp ? line.slice(0, -1) : line)
    if (!goesOn) end()
  }
  end()
  return lines
}

/** §4.4: the signs of quoting stand together, and one blank after them is none of the text. */
function unstuffed(line: string): TextLine {
  const depth = line.search(/[^>]|$/)
  return { depth, text: line.slice(line[depth] === ' ' ? depth + 1 : depth) }
}

/** `>> x`, `> > x` and `>x` are all in use. */
function unquoted(line: string): TextLine {
  let [at, depth] = [0, 0]
  while (line[at] === '>') {
    depth += 1
    at += line[at + 1] === ' ' ? 2 : 1
  }
  return { depth, text: line.slice(at) }
}
