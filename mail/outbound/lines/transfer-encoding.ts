// How octets of any kind become lines that every server takes (RFC 2045 §6.7 and §6.8). What a reader gets of them is the
// same, octet for octet.

const lineOctets = 76
/** Quoting goes octet by octet in our own thread; base64 costs next to nothing. */
const quotedOctets = 1 << 20
/** Base64 is a third longer than what it says; quoting makes three octets of each that is not plain. */
const mostQuoted = 1 / 6

export interface Encoded {
  readonly name: 'quoted-printable' | 'base64'
  readonly octets: Buffer
}

/** A text stays one that filters and people can read, where that is not longer. */
export function encoded(raw: Buffer, isText: boolean): Encoded {
  if (isText && raw.length <= quotedOctets && share(raw) <= mostQuoted)
    return { name: 'quoted-printable', octets: Buffer.from(quoted(raw)) }
  const end = raw.length > 0 && raw.at(-1) === 0x0a ? '\r\n' : ''
  return { name: 'base64', octets: Buffer.from(`${inLines(raw.toString('base64'))}${end}`) }
}

/** Base64 of lines of any length. */
export function base64Rewrapped(body: Buffer): Buffer {
  const text = body.toString('latin1')
  const end = text.endsWith('\r\n') ? '\r\n' : ''
  return Buffer.from(`${inLines(text.replace(/\s+/g, ''))}${end}`, 'latin1')
}

/** Quoted-printable of lines of any length: those that are too long get soft breaks. */
export const quotedRewrapped = (body: Buffer): Buffer =>
  Buffer.from(body.toString('latin1').split('\r\n').map(softly).join('\r\n'), 'latin1')

const inLines = (base64: string): string => (base64.match(/.{1,76}/g) ?? []).join('\r\n')

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
