// Where a stream of DATA ends and whether every line in it ended in CRLF (RFC 5321 §2.3.8 and §4.1.1.4). Only CRLF.CRLF
// ends data; a bare CR or LF is noticed and never repaired, and so is a dot between other line breaks: what a laxer server
// takes for the end, with commands of the sender's choice behind it (SMTP smuggling).

const cr = 0x0d
const lf = 0x0a
const dot = 0x2e

type Place = 'inside' | 'after-cr' | 'line-start' | 'dot' | 'dot-cr'

/** Where a reader stands that takes any CR or LF for a line break. */
type Loose = 'text' | 'break' | 'dot'

export interface LineEndings {
  /** Looks at the next octets; what follows the end of data is not looked at. */
  read(chunk: Buffer): void
  readonly bare: boolean
  /** A dot alone between line breaks of which one at least was not CRLF. */
  readonly falseEnd: boolean
}

/** One reader for each DATA. */
export function lineEndings(): LineEndings {
  let place: Place | 'end' = 'line-start'
  let bare = false
  let falseEnd = false
  let afterAnyBreak: Loose = 'break'
  return {
    read(chunk) {
      const nextBreak = lineBreaksOf(chunk)
      for (let at = 0; at < chunk.length && place !== 'end'; at++) {
        if (place === 'inside' && afterAnyBreak === 'text') at = nextBreak(at)
        const octet = chunk[at]
        if (octet === undefined) return
        if (isBare(place, octet)) bare = true
        if (endsLoneDot(octet, afterAnyBreak, place)) falseEnd = true
        afterAnyBreak = looselyAfter(octet, afterAnyBreak)
        place = placeAfter(place, octet)
      }
    },
    get bare() {
      return bare
    },
    get falseEnd() {
      return falseEnd
    },
  }
}

/**
 * Where the first CR or LF at or after a place is, the length of the chunk when there is none. Nearly every octet of a
 * message stands between two of them: looking at each costs a tenth of the gateway's time for a large message.
 */
function lineBreaksOf(chunk: Buffer): (from: number) => number {
  const search = (octet: number, from: number): number => {
    const found = chunk.indexOf(octet, from)
    return found < 0 ? chunk.length : found
  }
  let nextCr = -1
  let nextLf = -1
  return (from) => {
    if (nextCr < from) nextCr = search(cr, from)
    if (nextLf < from) nextLf = search(lf, from)
    return Math.min(nextCr, nextLf)
  }
}

const afterCr = (place: Place): boolean => place === 'after-cr' || place === 'dot-cr'

/** An LF that follows no CR, or a CR that no LF follows. */
const isBare = (place: Place, octet: number): boolean => (octet === lf) !== afterCr(place)

/** The CR of what may still become the real end, and its LF, are no false end. */
const endsLoneDot = (octet: number, before: Loose, place: Place): boolean =>
  place === 'dot-cr' ? octet !== lf : before === 'dot' && isBreak(octet) && !(place === 'dot' && octet === cr)

function looselyAfter(octet: number, before: Loose): Loose {
  if (isBreak(octet)) return 'break'
  return octet === dot && before === 'break' ? 'dot' : 'text'
}

const isBreak = (octet: number): boolean => octet === cr || octet === lf

function placeAfter(place: Place, octet: number): Place | 'end' {
  if (octet === lf && place === 'dot-cr') return 'end'
  if (octet === lf) return place === 'after-cr' ? 'line-start' : 'inside'
  if (octet === cr) return place === 'dot' ? 'dot-cr' : 'after-cr'
  return octet === dot && place === 'line-start' ? 'dot' : 'inside'
}
