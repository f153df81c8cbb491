// Sign-ins, device passwords, and what is held against guessing, as tables for a spreadsheet. Who may ask is looked at before.

import { type AppPasswordFilter, findAppPasswordPage } from '#db/stores/app-passwords.ts'
import {
  type BlockFilter,
  type EventFilter,
  findAlertPage,
  findBlocks,
  findSecurityEventPage,
} from '#db/stores/blocks.ts'
import { findSignInPage, type SignInFilter } from '#db/stores/sign-in-log.ts'
import { csvTable, mostOfLog, yes } from '../csv-table.ts'
import type { FileGiven, Reading } from '../http/handler.ts'
import { iso } from './shown.ts'

const signInHeader = [
  ...['date', 'identifiant', 'personne', 'commune', 'resultat', 'par', 'appareil', 'mot_de_passe_d_appareil'],
  'depuis',
]
const outcomeWords = {
  accepted: 'acceptée',
  refused: 'refusée',
  delayed: 'ralentie',
  blocked: 'bloquée',
} as const

export const exportSignIns = ({ actor, database }: Reading, filter: SignInFilter): Promise<FileGiven> =>
  csvTable('connexions.csv', signInHeader, {
    page: (wish) => findSignInPage(database, actor.scope, { ...filter, ...wish }),
    cells: (row) => [
      ...[iso(row.at), row.login, row.person?.name, row.commune?.name, outcomeWords[row.outcome]],
      ...[row.protocol, row.device, row.appPassword?.label, row.client],
    ],
    most: mostOfLog,
  })

const appPasswordHeader = [
  ...['appareil', 'personne', 'adresse_de_la_personne', 'boite', 'commune', 'lecture', 'envoi'],
  ...['dernier_usage', 'cree_le'],
]

export const exportAppPasswords = (
  { actor, database }: Reading,
  filter: AppPasswordFilter,
): Promise<FileGiven> =>
  csvTable('appareils.csv', appPasswordHeader, {
    page: (wish) => findAppPasswordPage(database, actor.scope, { ...filter, ...wish }),
    cells: (row) => [
      ...[row.label, row.person.name, row.person.email, row.mailbox.address, row.commune.name],
      ...[yes(row.imap), yes(row.smtp), ...[row.lastUsedAt, row.createdAt].map(iso)],
    ],
  })

export const exportSecurityEvents = ({ database }: Reading, filter: EventFilter): Promise<FileGiven> =>
  csvTable('journal-securite.csv', ['date', 'fait', 'depuis', 'detail'], {
    page: (wish) => findSecurityEventPage(database, { ...filter, ...wish }),
    cells: (row) => [iso(row.at), row.kind, row.network, row.detail],
    most: mostOfLog,
  })

export const exportBlocks = ({ database }: Reading, filter: BlockFilter): Promise<FileGiven> =>
  csvTable('blocages.csv', ['identifiant', 'depuis', 'essais', 'jusqu_au'], {
    page: (wish) => findBlocks(database, { ...filter, ...wish }),
    cells: (row) => [row.login, row.network, row.failures, iso(row.until)],
  })

const alertHeader = ['alerte', 'sujet', 'commune', 'detail', 'fois', 'depuis_le', 'derniere', 'vue_le']

export const exportAlerts = ({ database }: Reading, seen: boolean | undefined): Promise<FileGiven> =>
  csvTable('alertes.csv', alertHeader, {
    page: (wish) => findAlertPage(database, { seen, ...wish }),
    cells: (row) => [
      ...[row.kind, row.subject, row.commune?.name, row.detail, row.times],
      ...[row.since, row.lastAt, row.seenAt].map(iso),
    ],
  })
