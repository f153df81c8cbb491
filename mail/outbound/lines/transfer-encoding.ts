// How octets of any kind become lines that every server takes (RFC 2045 §6.7 and §6.8). What a reader gets of them is the
// same, octet for octet.

const lineOctets = 76
/** Base64 is a third longer than what it says; quoting makes three octets of each that is not plain. */
const mostQuoted = 1 / 6

export interface Encoded {
  readonly name: 'quoted-printable' | 'base64'
  readonly octets: Buffer
}

/** What may be quoted stays a text that filters and people can read, where that is not longer. */
export function encoded(raw: Buffer, mayQuote: boolean): Encoded {
  if (mayQuote && share(raw) <= mostQuoted)
    return { name: 'quoted-printable', octets: Buffer.from(quoted(raw)) }
  return { name: 'base64', octets: inLines(raw.toString('base64'), raw.at(-1) === 0x0a) }
}

/** Base64 of lines of any length. */
export function base64Rewrapped(body: Buffer): Buffer {
  const base64 = body.toString('latin1').replace(/\s+/g, '')
  return inLines(base64, body.at(-1) === 0x0a)
}

/** Quoted-printable of lines of any length: those that are too long get soft breaks. */
export const quotedRewrapped = (body: Buffer): Buffer =>
  Buffer.from(body.toString('latin1').split('\r\n').map(softly).join('\r\n'), 'latin1')

function inLines(base64: string, endsInBreak: boolean): Buffer {
  const given = Buffer.from(base64, 'latin1')
  const lines = Math.ceil(given.length / lineOctets)
  const written = Buffer.alloc(given.length + 2 * Math.max(0, lines - (endsInBreak ? 0 : 1)), '\r\n')
  for (let line = 0; line < lines; line++)
    given.copy(written, line * (lineOctets + 2), line * lineOctets, (line + 1) * lineOctets)
  return written
}

const share = (raw: Buffer): number => {
  let special = 0
  for (const octet of raw) if (octet > 0x7e || octet === 0x3d) special += 1
  return special / Math.max(1, raw.length)
}

const quoted = (raw: Buffer): string =>
  raw
    .toString('latin1')
    .split('\r\n')
    .map((line) => softly(line.replace(/[^\t\x20-\x3c\x3e-\x7e]|[\t ]$/g, inHex)))
    .join('\r\n')

const inHex = (octet: string): string => `=${octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`

/** Never within the three characters of one octet. */
function softly(line: string): string {
  if (line.length <= lineOctets) return line
  const pieces: string[] = []
  let at = 0
  while (line.length - at > lineOctets) {
    const most = at + lineOctets - 1
    const end = most - (line[most - 1] === '=' ? 1 : line[most - 2] === '=' ? 2 : 0)
    pieces.push(line.slice(at, end))
    at = end
  }
  return [...pieces, line.slice(at)].join('=\r\n')
}
