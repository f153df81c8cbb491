// Every name that a program may read from the fields that name a file (RFC 2183 §2.3, RFC 2231, and RFC 2047 where it does
// not belong): with two names, or a broken one, each program takes the one it likes, and the worst of them counts.

/** In a field value: `filename="a.txt"`, `name*0*=utf-8''a%2E`, `filename=a b.txt`. */
const parameter = /name(?:\*(\d{1,4}))?(\*)?[ \t\r\n]*=[ \t\r\n]*("(?:[^"\\]|\\[\s\S])*"?|[^;]*)/gi

/** More pieces than any name needs. */
const mostParameters = 2_000

export function declaredNames(fields: readonly string[]): readonly string[] {
  return [...new Set(fields.flatMap(namesIn))].filter((name) => name !== '')
}

function namesIn(field: string): readonly string[] {
  const pieces: Piece[] = []
  for (const [, number, star, raw = ''] of field.matchAll(parameter)) {
    if (pieces.length >= mostParameters) break
    pieces.push({ number: number === undefined ? null : Number(number), encoded: star !== undefined, raw })
  }
  const whole = pieces.filter(({ number }) => number === null).flatMap(readings)
  const parts = pieces.filter(({ number }) => number !== null)
  const inOrder = parts.toSorted((one, other) => (one.number ?? 0) - (other.number ?? 0))
  return [...whole, ...[inOrder, parts].map(joined)].flatMap(asShown)
}

interface Piece {
  readonly number: number | null
  readonly encoded: boolean
  readonly raw: string
}

const unquoted = (raw: string): string => raw.replace(/^"|"$/g, '')
const unescaped = (text: string): string => text.replace(/\\([\s\S])/g, '$1')

/** Windows writes paths without doubling what RFC 5322 would take for an escape. */
function readings({ encoded, raw }: Piece): readonly string[] {
  const text = raw.startsWith('"') ? unquoted(raw) : raw.trimEnd()
  return encoded ? [decoded(text), text] : [text, unescaped(text)]
}

const joined = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => readings(piece)[piece.encoded ? 0 : 1] ?? '').join('')

/** RFC 2231 §4: charset and language before the percent signs. Whatever the charset, the ending of a name is ASCII. */
function decoded(text: string): string {
  return text
    .replace(/^[^']{0,40}'[^']{0,40}'/, '')
    .replace(/(?:%[0-9a-f]{2})+/gi, (octets) => Buffer.from(octets.replaceAll('%', ''), 'hex').toString())
}

/** As a list of files would show it: unfolded, encoded words read, and what stands before a NUL or a line break as well. */
function asShown(name: string): readonly string[] {
  const unfolded = name.replace(/\r?\n[ \t]*/g, ' ')
  const read = lenientWords(unfolded)
  const cut = read.split(/[\0\r\n]/)[0] ?? ''
  return [unfolded, read, cut]
}

// Encoded words (RFC 2047) as lenient programs read them: anywhere, in quotes, with broken padding. Only what ASCII says is
// right afterwards, for the ending of a name is all that is looked at.

const word = /=\?[^?\s]{1,60}\?([bq])\?([^?]*)\?=/gi
/** RFC 2047 §6.2: white space between two of them is not shown. */
const between = /(\?=)[ \t\r\n]+(?==\?)/g

function lenientWords(text: string): string {
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
