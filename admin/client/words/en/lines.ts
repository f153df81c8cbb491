// What is wrong with lines of addresses, in English.

import type { LineWords } from '../../form/line-problems.ts'

const quoted = (lines: readonly string[]): string => lines.map((line) => `“${line}”`).join(', ')
const several = (lines: readonly string[]): boolean => lines.length > 1

export const lines: LineWords = {
  unknown: (all) => `${quoted(all)} ${several(all) ? 'do' : 'does'} not exist in the département.`,
  'invalid-address': (all) =>
    `${quoted(all)}: ${several(all) ? 'these are no addresses' : 'this is no address'}.`,
  'invalid-domain': (all) => `${quoted(all)}: not ${several(all) ? 'domains' : 'a domain'}.`,
  loop: (all) => `${quoted(all)} would lead to the same address.`,
}
