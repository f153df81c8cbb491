// Rules about senders, and names that are protected, as tables for a spreadsheet.

import { findProtectedNames, type ProtectedNameFilter } from '#db/stores/policies/protected-names.ts'
import { findSenderRules, type SenderRuleFilter } from '#db/stores/policies/sender-rules.ts'
import type { FileGiven } from '#http/answer.ts'
import { csvTable, dated } from '../http/csv-table.ts'
import type { Reading } from '../http/handler.ts'

const ruleHeader = ['expediteur', 'sorte', 'effet', 'note', 'pour', 'creee_le']
const effectWords = { allow: 'accepté', deny: 'refusé' } as const
const kindWords = { address: 'adresse', domain: 'domaine', network: 'réseau' } as const

export const exportSenderRules = (
  { actor, database, ports }: Reading,
  filter: SenderRuleFilter,
): Promise<FileGiven> =>
  csvTable(dated('expediteurs', ports.clock), ruleHeader, {
    page: (wish) => findSenderRules(database, actor.scope, { ...filter, ...wish }),
    cells: (row) => [
      ...[row.value, kindWords[row.kind], effectWords[row.effect], row.note, row.commune.name],
      row.createdAt,
    ],
  })

export const exportProtectedNames = (
  { actor, database, ports }: Reading,
  filter: ProtectedNameFilter,
): Promise<FileGiven> =>
  csvTable(dated('noms-proteges', ports.clock), ['nom', 'adresses_connues', 'pour', 'cree_le'], {
    page: (wish) => findProtectedNames(database, actor.scope, { ...filter, ...wish }),
    cells: (row) => [row.name, row.knownAddresses.join(' '), row.commune.name, row.createdAt],
  })
