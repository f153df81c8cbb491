// Sieve read by its own grammar (RFC 5228 §8.1), written from the document and not from our writer: what a script says, however it
// was quoted. Comments are left out.

export type SieveToken = { readonly text: string } | string

/** Throws for what is no Sieve. */
export function sieveTokens(script: string): readonly SieveToken[] {
  const tokens: SieveToken[] = []
  let rest = script
  while (rest !== '') {
    const blank = /^(?:[ \t]|\r\n|#[^\r\n]*\r\n|\/\*.*?\*\/)+/s.exec(rest)?.[0]
    if (blank !== undefined) {
      rest = rest.slice(blank.length)
      continue
    }
    const quoted = /^"((?:[^"\\\0]|\\[^\0])*)"/s.exec(rest)
    const multiline = /^text:[ \t]*(?:#[^\r\n]*)?\r\n(.*?)\r\n\.\r\n/is.exec(rest)
    const other = /^(?::?[A-Za-z_]\w*|\d+[KMG]?|[[\](){},;])/.exec(rest)
    if (quoted !== null) tokens.push({ text: (quoted[1] ?? '').replace(/\\(.)/gs, '$1') })
    else if (multiline !== null) tokens.push({ text: multiline[1] ?? '' })
    else if (other !== null) tokens.push(other[0])
    else throw new Error(`no Sieve: ${JSON.stringify(rest.slice(0, 40))}`)
    rest = rest.slice((quoted ?? multiline ?? other)?.[0].length)
  }
  return tokens
}

export const textsIn = (script: string): readonly string[] =>
  sieveTokens(script).flatMap((token) => (typeof token === 'string' ? [] : [token.text]))

/** Everything but the texts: what the script does, whatever the values are. */
export const shapeOf = (script: string): string =>
  sieveTokens(script)
    .map((token) => (typeof token === 'string' ? token : '""'))
    .join(' ')
