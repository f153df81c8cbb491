// What is wrong with lines of addresses, in French: each is named, so that it can be found among the others.

import type { LineWords } from '../../form/line-problems.ts'

const quoted = (lines: readonly string[]): string => lines.map((line) => `« ${line} »`).join(', ')
const several = (lines: readonly string[]): boolean => lines.length > 1

export const lines: LineWords = {
  unknown: (all) => `${quoted(all)} ${several(all) ? 'n’existent' : 'n’existe'} pas dans le département.`,
  'invalid-address': (all) =>
    `${quoted(all)} : ${several(all) ? 'ce ne sont pas des adresses' : 'ce n’est pas une adresse'}.`,
  'invalid-domain': (all) =>
    `${quoted(all)} : ${several(all) ? 'ce ne sont pas des domaines' : 'ce n’est pas un domaine'}.`,
  loop: (all) => `${quoted(all)} ${several(all) ? 'mèneraient' : 'mènerait'} à la même adresse.`,
}
