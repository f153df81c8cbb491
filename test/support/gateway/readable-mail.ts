// A message as a person reads it, for files that are reviewed.

/** With the text of its parts decoded (quoted-printable, RFC 2045 §6.7); lines end in LF. */
export function readableMail(mail: Buffer): string {
  const [header = '', ...body] = String(mail).split('\r\n\r\n')
  const text = body
    .join('\r\n\r\n')
    .replaceAll('=\r\n', '')
    .replace(/(?:=[\dA-F]{2})+/g, (octets) => Buffer.from(octets.replaceAll('=', ''), 'hex').toString())
  return `${header}\r\n\r\n${text}`.replaceAll('\r\n', '\n')
}
