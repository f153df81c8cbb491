// Texts of people as Sieve takes them (RFC 5228 §2.4.2). In a quoted string two characters mean something, the quote and the
// backslash; line ends and every other script are themselves. `${…}` and `${unicode:…}` would mean something where `variables` or
// `encoded-character` is required: no part of ours does, and where a kept script does, write-script.ts breaks them.

/** NUL stands in no script (RFC 5228 §2.1); of other control characters only line ends and tabs are text. */
export const sieveString = (text: string): string =>
  `"${text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/["\\]/g, (each) => `\\${each}`)
    .replaceAll('\n', '\r\n')}"`

/** One is written without brackets, as people do. */
export const sieveList = (texts: readonly string[]): string =>
  texts.length === 1 ? texts.map(sieveString).join('') : `[${texts.map(sieveString).join(', ')}]`

/** To the end of the line, whatever a name holds. */
export const sieveComment = (text: string): string => `# ${text.replace(/\p{Cc}+/gu, ' ')}`
