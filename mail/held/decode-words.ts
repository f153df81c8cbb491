// Encoded words of a header field (RFC 2047) as text, to show to a person: what cannot be decoded is shown as it came.

const word = /=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bq])\?([^?\s]*)\?=/gi

/** White space between two encoded words is no part of the text (§6.2). */
export const decodeWords = (text: string): string =>
  text
    .replace(/(\?=)\s+(?==\?[^?\s]+\?[bq]\?)/gi, '$1')
    .replace(word, (whole: string, charset: string, encoding: string, encoded: string) => {
      const octets = encoding.toLowerCase() === 'b' ? Buffer.from(encoded, 'base64') : fromQ(encoded)
      try {
        return new TextDecoder(charset).decode(octets)
      } catch {
        return whole
      }
    })

/** §4.2. */
const fromQ = (encoded: string): Buffer =>
  Buffer.from(
    encoded
      .replaceAll('_', ' ')
      .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
