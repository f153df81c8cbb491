// The lines of vCards of any version as properties: folded lines joined (RFC 6350 §3.2), quoted-printable and base64 of versions 2.1
// and 3.0 decoded, parameters without a name taken for types. A line that is none is left out: phones write such, and the rest
// of a contact is worth more than a complaint. In linear time; never throws. Pure.

import { type CardParameter, type CardProperty, escaped } from './card.ts'

/** A photo is by far the longest of them. */
const longestLine = 400_000
const mostParameters = 30

/** Version 2.1 goes on after `=` at the end of a line of quoted-printable, the others after a space at the beginning of the next. */
export function contentLines(text: string): readonly string[] {
  const lines: string[] = []
  let soft = false
  let length = 0
  let beginsQuoted = false
  const pieces: string[] = []
  const flush = () => {
    if (pieces.length > 0 && length <= longestLine) lines.push(pieces.join(''))
    pieces.length = 0
    length = 0
  }
  for (const raw of text.split(/\r\n|\n|\r/)) {
    const folded = pieces.length > 0 && (raw.startsWith(' ') || raw.startsWith('\t'))
    if (!folded && !soft) flush()
    const piece = folded ? raw.slice(1) : raw
    if (pieces.length === 0) beginsQuoted = /^[^:]{0,300};(?:ENCODING=)?QUOTED-PRINTABLE[;:]/i.test(piece)
    length += piece.length
    if (length <= longestLine) pieces.push(piece)
    soft = (soft || beginsQuoted) && piece.endsWith('=')
    // The sign that it goes on is none of the text.
    if (soft && length <= longestLine) pieces[pieces.length - 1] = piece.slice(0, -1)
  }
  flush()
  return lines
}

const lineForm = /^(?:([\w-]{1,60})\.)?([\w-]{1,60})/
const parameterForm = /;(?:([\w-]{1,60})=)?("[^"]*"(?:,(?:"[^"]*"|[^",;:]*))*|[^";:]*(?:,"[^"]*")*)/y

/** Null for what is no line of a vCard. */
export function propertyOf(line: string): CardProperty | null {
  const [start, group = '', name = ''] = lineForm.exec(line) ?? []
  if (start === undefined) return null
  const parameters: CardParameter[] = []
  let at = start.length
  while (line[at] === ';' && parameters.length < mostParameters) {
    parameterForm.lastIndex = at
    const [whole, key, value = ''] = parameterForm.exec(line) ?? []
    if (whole === undefined) return null
    at += whole.length
    if (key !== undefined || value !== '') parameters.push(parameterOf(key, value))
  }
  if (line[at] !== ':') return null
  return decoded({ group, name: name.toUpperCase(), parameters, value: line.slice(at + 1) })
}

const bareEncodings = new Set(['QUOTED-PRINTABLE', 'BASE64', '8BIT', '7BIT'])

/** `TEL;CELL;VOICE:` of version 2.1 says types without saying so. */
function parameterOf(key: string | undefined, value: string): CardParameter {
  if (key === undefined)
    return bareEncodings.has(value.toUpperCase())
      ? { name: 'ENCODING', values: [value] }
      : { name: 'TYPE', values: [value] }
  const values = value.match(/"[^"]*"|[^",]+/g) ?? []
  return { name: key.toUpperCase(), values: values.map((each) => each.replaceAll('"', '')) }
}

const parameterValue = (parameters: readonly CardParameter[], name: string): string =>
  parameters.find((each) => each.name === name)?.values[0]?.toUpperCase() ?? ''

/** Encodings and charsets are of versions before 4.0, which knows UTF-8 alone and `data:` for what is no text. */
function decoded(given: CardProperty): CardProperty {
  const encoding = parameterValue(given.parameters, 'ENCODING')
  const charset = parameterValue(given.parameters, 'CHARSET')
  const parameters = given.parameters.filter(({ name }) => name !== 'ENCODING' && name !== 'CHARSET')
  if (encoding === 'QUOTED-PRINTABLE')
    return { ...given, parameters, value: lineEndsEscaped(quotedPrintable(given.value, charset)) }
  if (encoding === 'B' || encoding === 'BASE64') {
    const [type = ''] = parameters.find(({ name }) => name === 'TYPE')?.values ?? []
    const octets = given.value.replace(/\s+/g, '')
    const media = mediaOf(type)
    return {
      ...given,
      parameters: parameters.filter(({ name }) => name !== 'TYPE' && name !== 'VALUE'),
      value: /^[\w+/=-]*$/.test(octets) ? `data:${media};base64,${octets}` : '',
    }
  }
  return { ...given, parameters }
}

const mediaOf = (type: string): string =>
  /^(jpe?g|png|gif|webp)$/i.test(type)
    ? `image/${type.toLowerCase().replace('jpg', 'jpeg')}`
    : 'application/octet-stream'

function quotedPrintable(text: string, charset: string): string {
  const octets: number[] = []
  for (let at = 0; at < text.length; at += 1) {
    const hex = text[at] === '=' ? text.slice(at + 1, at + 3) : ''
    if (/^[0-9a-f]{2}$/i.test(hex)) {
      octets.push(Number.parseInt(hex, 16))
      at += 2
    } else octets.push(...Buffer.from(text[at] ?? ''))
  }
  return decoderOf(charset).decode(Uint8Array.from(octets))
}

/** UTF-8 for a charset that nobody knows. */
function decoderOf(charset: string): { decode(octets: Uint8Array): string } {
  try {
    return new TextDecoder(charset === '' ? 'utf-8' : charset)
  } catch {
    return new TextDecoder('utf-8')
  }
}

const lineEndsEscaped = (text: string): string => text.replace(/\r\n|\r|\n/g, '\\n')

/** Version 2.1 escapes semicolons alone: a comma or a backslash there stands for itself. */
export const escapedAnew = (value: string): string =>
  value
    .split(/(?<!\\);/)
    .map((each) => escaped(each.replaceAll('\\;', ';').replaceAll('\\n', '\n')))
    .join(';')
