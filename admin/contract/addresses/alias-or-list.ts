// What aliases and lists have in common: a new address, and how one narrows the rows.

import { directoryFilter, line, someText, writtenAddress } from '../text.ts'

export const aliasOrListFilter = directoryFilter.extend({
  search: line(200).optional().describe('Part of the address, or of the name of a list.'),
  target: writtenAddress.optional().describe('Those that lead to this address at once.'),
})

export const newAddress = {
  localPart: someText(64).describe('What stands before the @.'),
  domain: someText(253).describe('A domain of the commune that is no alias.'),
}
