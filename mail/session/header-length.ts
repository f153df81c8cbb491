// Where the header section ends (RFC 5322 §2.1).

const emptyLine = Buffer.from('\r\n\r\n')

/** Length of the header section with its empty line; null while there is no empty line. */
export function headerLength(message: Buffer): number | null {
  if (message[0] === 0x0d && message[1] === 0x0a) return 2
  const end = message.indexOf(emptyLine)
  return end < 0 ? null : end + emptyLine.length
}
