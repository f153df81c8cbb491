// Domains, and addresses that lead to others, as tables for a spreadsheet.

import { type AddressFilter, findAliasPage } from '#db/stores/addresses/aliases.ts'
import { type ForwardFilter, findForwardPage } from '#db/stores/addresses/forward-pages.ts'
import { findListPage } from '#db/stores/addresses/lists.ts'
import { type DomainFilter, findDomainPage } from '#db/stores/communes/domains.ts'
import type { FileGiven } from '#http/answer.ts'
import { csvTable, dated, yes } from '../http/csv-table.ts'
import type { Reading } from '../http/handler.ts'

const aliasHeader = ['adresse', 'commune', 'cibles', 'cree_le']

export const exportAliases = (
  { actor, database, ports }: Reading,
  filter: AddressFilter,
): Promise<FileGiven> =>
  csvTable(dated('alias', ports.clock), aliasHeader, {
    page: (wish) => findAliasPage(database, actor.scope, { ...filter, ...wish }),
    cells: (row) => [row.address, row.commune.name, row.targets.join(' '), row.createdAt],
  })

const listHeader = ['adresse', 'nom', 'commune', 'membres', 'qui_peut_ecrire', 'creee_le']
const senderWords = { anyone: 'tout le monde', department: 'le département', members: 'les membres' } as const

export const exportLists = ({ actor, database, ports }: Reading, filter: AddressFilter): Promise<FileGiven> =>
  csvTable(dated('listes', ports.clock), listHeader, {
    page: (wish) => findListPage(database, actor.scope, { ...filter, ...wish }),
    cells: (row) => [
      ...[row.address, row.name, row.commune.name, row.members],
      ...[senderWords[row.senders], row.createdAt],
    ],
  })

const domainHeader = [
  ...['domaine', 'commune', 'alias_de', 'adresse_par_defaut', 'boites', 'alias', 'listes'],
  ...['domaines_alias', 'cree_le'],
]

export const exportDomains = (
  { actor, database, ports }: Reading,
  filter: DomainFilter,
): Promise<FileGiven> =>
  csvTable(dated('domaines', ports.clock), domainHeader, {
    page: (wish) => findDomainPage(database, actor.scope, { ...filter, ...wish }),
    cells: (row) => [
      ...[row.name, row.commune.name, row.aliasOf, row.catchAll, row.mailboxes, row.aliases, row.lists],
      ...[row.aliasDomains.join(' '), row.createdAt],
    ],
  })

const forwardHeader = [
  ...['boite', 'commune', 'cible', 'sorte', 'garde_copie', 'motif', 'jusqu_au', 'cree_le'],
]
const forwardKinds = { inside: 'interne', outside: 'externe' } as const

export const exportForwards = (
  { actor, database, ports }: Reading,
  filter: ForwardFilter,
): Promise<FileGiven> =>
  csvTable(dated('renvois', ports.clock), forwardHeader, {
    page: (wish) => findForwardPage(database, actor.scope, { ...filter, ...wish }),
    cells: (row) => [
      ...[row.mailbox, row.commune, row.target, forwardKinds[row.kind], yes(row.keepsCopy), row.reason],
      ...[row.until, row.createdAt],
    ],
  })
