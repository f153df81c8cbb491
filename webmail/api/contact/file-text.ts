// The text of a file that a person chose, whose charset nobody said: by its byte order mark, else UTF-8 where all of it is, else what
// French spreadsheets write. Never throws.

export function fileText(octets: Uint8Array): string {
  const [first, second, third] = octets
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(octets)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(octets)
  if (first === 0xef && second === 0xbb && third === 0xbf) return new TextDecoder().decode(octets)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets)
  } catch {
    return new TextDecoder('windows-1252').decode(octets)
  }
}
