// The octets of a text part in the character set it declares (RFC 2046 §4.1.2). A set that is not known, or that browsers
// refuse because it hides markup from whoever looks at octets (UTF-7, ISO-2022-KR), is read as what it most likely is.

import { TextDecoder } from 'node:util'
import libmime from 'libmime'

/** A declaration in HTML must stand here (HTML Standard §13.2.3.2). */
const prescanned = 1_024

/** Never throws: some text is shown whatever the set is called. `charset` is empty where none is declared. */
export function decodedText(octets: Buffer, charset: string, kind: 'html' | 'plain'): string {
  const declared = charset !== '' || kind === 'plain' ? charset : charsetInHtml(octets)
  const decoder = decoderOf(declared)
  // ASCII is what is declared by those who do not know: TextDecoder reads it as Windows-1252, and so would hide UTF-8.
  return decoder === null || decoder.encoding === 'windows-1252' ? likelyText(octets) : decoder.decode(octets)
}

function decoderOf(charset: string): TextDecoder | null {
  try {
    return charset === '' ? null : new TextDecoder(libmime.normalizeCharset(charset.toLowerCase()))
  } catch {
    return null
  }
}

/** UTF-8 where it is valid, else Windows-1252, which no octet fails. */
function likelyText(octets: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets)
  } catch {
    return new TextDecoder('windows-1252').decode(octets)
  }
}

const charsetInHtml = (octets: Buffer): string =>
  /<meta[^>]{0,200}\bcharset\s{0,9}=\s{0,9}["']?([\w:.-]{1,40})/i.exec(
    octets.toString('latin1', 0, prescanned),
  )?.[1] ?? ''
