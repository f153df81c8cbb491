// Communes, mailboxes and people as tables for a spreadsheet.

import { findCommunePage } from '#db/stores/communes/commune-pages.ts'
import type { CommuneFilter } from '#db/stores/communes/communes.ts'
import { findMailboxPage, type MailboxFilter } from '#db/stores/mailboxes/mailboxes.ts'
import { findPersonPage, type PersonFilter } from '#db/stores/persons/persons.ts'
import type { FileGiven } from '#http/answer.ts'
import { csvTable, dated, inMegabytes, roleWords, yes } from '../http/csv-table.ts'
import type { Reading } from '../http/handler.ts'

const communeHeader = [
  ...['commune', 'insee', 'code_postal', 'population', 'domaines', 'boites', 'utilise_mo', 'quota_mo'],
  ...['suspendue_le', 'accueillie_le'],
]

export const exportCommunes = (
  { actor, database, ports }: Reading,
  filter: CommuneFilter,
): Promise<FileGiven> =>
  csvTable(dated('communes', ports.clock), communeHeader, {
    page: (wish) => findCommunePage(database, actor.scope, { ...filter, ...wish }),
    cells: (row) => [
      ...[row.name, row.inseeCode, row.postcode, row.population, row.domains.join(' '), row.mailboxes],
      ...[inMegabytes(row.usedBytes), inMegabytes(row.allowedBytes)],
      ...[row.suspendedAt, row.createdAt],
    ],
  })

const mailboxHeader = [
  ...['adresse', 'nom', 'type', 'etat', 'commune', 'titulaire', 'utilise_mo', 'quota_mo', 'messages'],
  ...['personnes', 'alias', 'renvois', 'expire_le', 'suspendue_le', 'creee_le'],
]
const kindWords = { personal: 'personnelle', shared: 'partagée' } as const
const stateWords = {
  suspended: 'suspendue',
  expired: 'expirée',
  'not-ready': 'en création',
  'sending-stopped': 'envoi suspendu',
  full: 'pleine',
  active: 'active',
} as const

export const exportMailboxes = (
  { actor, database, ports }: Reading,
  filter: MailboxFilter,
): Promise<FileGiven> =>
  csvTable(dated('boites', ports.clock), mailboxHeader, {
    page: (wish) => findMailboxPage(database, actor.scope, { ...filter, ...wish }),
    cells: (row) => [
      ...[row.address, row.name, kindWords[row.kind], stateWords[row.state], row.commune.name],
      ...[row.owner?.email ?? '', inMegabytes(row.usedBytes), inMegabytes(row.quotaBytes), row.messages],
      ...[row.people, row.aliases.join(' '), row.forwards + row.externalForwards],
      ...[row.expiresAt, row.suspendedAt, row.createdAt],
    ],
  })

const personHeader = [
  ...['nom', 'adresse', 'role', 'commune', 'active', 'second_facteur', 'boites'],
  ...['derniere_connexion', 'suspendue_le', 'creee_le'],
]

export const exportPersons = (
  { actor, database, ports }: Reading,
  filter: PersonFilter,
): Promise<FileGiven> =>
  csvTable(dated('personnes', ports.clock), personHeader, {
    page: (wish) => findPersonPage(database, actor.scope, { ...filter, ...wish }),
    cells: (row) => [
      ...[row.name, row.email, roleWords[row.role], row.commune.name],
      ...[yes(row.activated), yes(row.secondFactor), row.mailboxes],
      ...[row.lastSignInAt, row.suspendedAt, row.createdAt],
    ],
  })
