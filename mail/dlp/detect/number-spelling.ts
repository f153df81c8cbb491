// A number as people write it: in groups or not, with spaces, dots, dashes or slashes between its signs.

export interface SpelledNumber {
  /** Without what separates them. */
  readonly signs: string
  /** Lengths of the groups: `4-4-4-4`, `16`. */
  readonly groups: string
  readonly end: number
}

/** ` - ` and the spaces of a table; more is another column. */
const longestGap = 3

/** This many signs from `start` on; null when a word goes on behind them, or the text ends before. */
export function readNumberAt(plain: string, start: number, length: number): SpelledNumber | null {
  let signs = ''
  let groups = ''
  let group = 0
  let gap = 0
  let at = start
  for (; signs.length < length; at += 1) {
    const code = plain.charCodeAt(at)
    if (isLetterOrDigit(code)) {
      if (gap > 0) {
        groups += `${group}-`
        group = 0
      }
      gap = 0
      group += 1
      signs += plain[at]
    } else if (!isSeparator(code) || ++gap > longestGap) return null
  }
  return isLetterOrDigit(plain.charCodeAt(at)) ? null : { signs, groups: groups + group, end: at }
}

/** By code, because this is asked for every sign of a long row of digits. */
const isLetterOrDigit = (code: number): boolean => (code >= 48 && code <= 57) || (code >= 97 && code <= 122)
/** Space, dash, dot, slash. */
const isSeparator = (code: number): boolean => code === 32 || (code >= 45 && code <= 47)
