// Who gets in, as tables for a spreadsheet: the team, keys of programs, networks that are never blocked, and who opens a
// mailbox. Who may ask is looked at before; no secret is among the columns.

import { type AccessRow, findAccessToMailbox, type Granted } from '#db/stores/mailboxes/access.ts'
import type { MailboxRow } from '#db/stores/mailboxes/mailboxes.ts'
import { findApiKeys } from '#db/stores/persons/api-keys.ts'
import { findTeam } from '#db/stores/persons/team.ts'
import type { Page } from '#db/stores/query/page.ts'
import { findTrustedNetworks } from '#db/stores/security/trusted-networks.ts'
import type { FileGiven } from '#http/answer.ts'
import { accessWords, csvTable, dated, roleWords, yes } from '../http/csv-table.ts'
import type { Reading } from '../http/handler.ts'
import { apiKeyState } from './api-key-state.ts'

/** Short enough to be read at once, as the list itself is. */
const atOnce = <Row>(rows: readonly Row[]): Page<Row> => ({ rows, next: null })

const teamHeader = [
  ...['nom', 'adresse', 'role', 'active', 'second_facteur'],
  ...['derniere_connexion', 'suspendue_le', 'creee_le'],
]

export const exportTeam = ({ database, ports }: Reading): Promise<FileGiven> =>
  csvTable(dated('equipe', ports.clock), teamHeader, {
    page: async () => atOnce(await findTeam(database.drizzle)),
    cells: (row) => [
      ...[row.name, row.email, roleWords[row.role], yes(row.activated), yes(row.secondFactor)],
      ...[row.lastSignInAt, row.suspendedAt, row.createdAt],
    ],
  })

const keyHeader = [
  ...['nom', 'debut_de_la_cle', 'portee', 'droits (code)', 'etat', 'cree_par'],
  ...['creee_le', 'expire_le', 'dernier_usage', 'revoquee_le'],
]
const keyStateWords = { active: 'active', expired: 'expirée', revoked: 'révoquée' } as const

export const exportApiKeys = ({ actor, database, ports }: Reading): Promise<FileGiven> =>
  csvTable(dated('cles-api', ports.clock), keyHeader, {
    page: async () => atOnce(await findApiKeys(database.drizzle, actor.scope)),
    cells: (row) => [
      ...[
        row.name,
        row.selector,
        row.commune.kind === 'department' ? 'toutes les communes' : row.commune.name,
      ],
      ...[row.permissions.join(' '), keyStateWords[apiKeyState(row, ports.clock.now())], row.createdBy],
      ...[row.createdAt, row.expiresAt, row.lastUsedAt, row.revokedAt],
    ],
  })

export const exportTrustedNetworks = ({ database, ports }: Reading): Promise<FileGiven> =>
  csvTable(dated('reseaux-de-confiance', ports.clock), ['reseau', 'note', 'ajoute_le'], {
    page: async () => atOnce(await findTrustedNetworks(database)),
    cells: (row) => [row.network, row.note, row.createdAt],
  })

const accessHeader = ['boite', 'personne', 'adresse', 'commune', 'droit', 'etat', 'a_partir_du', 'jusqu_au']
const accessStateWords = { future: 'à venir', current: 'en cours', over: 'terminé' } as const
const stateOf = ({ person, state }: AccessRow & Granted): string =>
  person.suspended ? 'personne suspendue' : accessStateWords[state]

export const exportMailboxAccess = (
  { database, ports }: Reading,
  { id, address }: Pick<MailboxRow, 'id' | 'address'>,
): Promise<FileGiven> =>
  csvTable(dated('acces', ports.clock), accessHeader, {
    page: async () => atOnce(await findAccessToMailbox(database.drizzle, id)),
    cells: (row) => [
      ...[address, row.person.name, row.person.email, row.person.commune.name, accessWords[row.role]],
      ...[stateOf(row), row.from, row.until],
    ],
  })
