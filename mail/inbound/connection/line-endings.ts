// Where a stream of DATA ends and whether every line in it ended in CRLF (RFC 5321 §2.3.8 and §4.1.1.4). Only CRLF.CRLF
// ends data; a bare CR or LF, the raw material of SMTP smuggling, is noticed and never repaired.

const cr = 0x0d
const lf = 0x0a
const dot = 0x2e

type Place = 'inside' | 'after-cr' | 'line-start' | 'dot' | 'dot-cr'

export interface LineEndings {
  /** Looks at the next octets; what follows the end of data is not looked at. */
  read(chunk: Buffer): void
  readonly bare: boolean
}

/** One reader for each DATA. */
export function lineEndings(): LineEndings {
  let place: Place | 'end' = 'line-start'
  let bare = false
  return {
    read(chunk) {
      for (let at = 0; at < chunk.length && place !== 'end'; at++) {
        const octet = chunk[at] ?? 0
        if (place === 'inside' && octet !== cr && octet !== lf) continue
        if (isBare(place, octet)) bare = true
        place = placeAfter(place, octet)
      }
    },
    get bare() {
      return bare
    },
  }
}

const afterCr = (place: Place): boolean => place === 'after-cr' || place === 'dot-cr'

/** An LF that follows no CR, or a CR that no LF follows. */
const isBare = (place: Place, octet: number): boolean => (octet === lf) !== afterCr(place)

function placeAfter(place: Place, octet: number): Place | 'end' {
  if (octet === lf && place === 'dot-cr') return 'end'
  if (octet === lf) return place === 'after-cr' ? 'line-start' : 'inside'
  if (octet === cr) return place === 'dot' ? 'dot-cr' : 'after-cr'
  return octet === dot && place === 'line-start' ? 'dot' : 'inside'
}
