// Text of ours for a header field, as encoded words (RFC 2047) where it is not plain ASCII.

/** The largest piece whose word stays within 75 characters (§2). */
const pieceOctets = 45

export function encodedWords(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text) && !text.includes('=?')) return text
  const pieces: string[] = ['']
  for (const character of text) {
    const piece = `${pieces.at(-1) ?? ''}${character}`
    if (Buffer.byteLength(piece) <= pieceOctets) pieces[pieces.length - 1] = piece
    else pieces.push(character)
  }
  return pieces.map((piece) => `=?UTF-8?B?${Buffer.from(piece).toString('base64')}?=`).join('\r\n ')
}

/** A display name before an address (RFC 5322 §3.4). */
export const mailboxOf = (name: string, address: string): string => {
  const words = encodedWords(name)
  const phrase = words === name ? `"${name.replace(/["\\]/g, '\\$&')}"` : words
  return name === '' ? address : `${phrase} <${address}>`
}
