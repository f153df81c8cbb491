// Encoded words (RFC 2047) as lenient programs read them: anywhere, in quotes, with broken padding. Only what ASCII says is
// right afterwards, for the ending of a name is all that is looked at.

const word = /=\?[^?\s]{1,60}\?([bq])\?([^?]*)\?=/gi
/** RFC 2047 §6.2: white space between two of them is not shown. */
const between = /(\?=)[ \t\r\n]+(?==\?)/g

export function lenientWords(text: string): string {
  return text
    .replace(between, '$1')
    .replace(word, (_, encoding: string, coded: string) =>
      encoding.toLowerCase() === 'b'
        ? Buffer.from(coded, 'base64').toString()
        : coded
            .replaceAll('_', ' ')
            .replace(/(?:=[0-9a-f]{2})+/gi, (octets) =>
              Buffer.from(octets.replaceAll('=', ''), 'hex').toString(),
            ),
    )
}
