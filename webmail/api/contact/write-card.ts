// A card as text of version 4.0 (RFC 6350 §3.2): lines of 75 octets at most, folded between characters. Pure.

import type { Card, CardProperty } from './card.ts'

/** Of one contact; ends with a line end. */
export function writeCard(uid: string, card: Card): string {
  const lines = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    `UID:${uid}`,
    ...card.filter(({ name }) => name !== 'UID').map(lineOf),
    'END:VCARD',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

const lineOf = ({ group, name, parameters, value }: CardProperty): string =>
  `${group === '' ? '' : `${group}.`}${name}${parameters
    .map((each) => `;${each.name}=${each.values.map(quoted).join(',')}`)
    .join('')}:${value}`

const quoted = (value: string): string => {
  const plain = value.replaceAll('"', '')
  return /[,;:]/.test(plain) ? `"${plain}"` : plain
}

const mostOctets = 75

function folded(line: string): string {
  if (Buffer.byteLength(line) <= mostOctets) return line
  const lines: string[] = []
  let piece = ''
  let octets = 0
  for (const character of line) {
    const more = Buffer.byteLength(character)
    // The space at the beginning of a line that goes on counts as well.
    if (octets + more > mostOctets) {
      lines.push(piece)
      piece = ' '
      octets = 1
    }
    piece += character
    octets += more
  }
  return [...lines, piece].join('\r\n')
}
