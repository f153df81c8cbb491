// Sign-ins, device passwords, and what is held against guessing, as tables for a spreadsheet. Who may ask is looked at before.

import type { SendingBound, TakeoverSignal } from '#core/contract.ts'
import { findAlertPage } from '#db/stores/security/alerts.ts'
import { type AppPasswordFilter, findAppPasswordPage } from '#db/stores/security/app-passwords.ts'
import { type BlockFilter, findBlocks } from '#db/stores/security/blocks.ts'
import { type EventFilter, findSecurityEventPage } from '#db/stores/security/security-event-pages.ts'
import { findSignInPage, type SignInFilter } from '#db/stores/security/sign-in-log.ts'
import type { FileGiven } from '#http/answer.ts'
import { csvTable, dated, mostOfLog, yes } from '../http/csv-table.ts'
import type { Reading } from '../http/handler.ts'
import { dateOf } from '../http/query-values.ts'

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

const protocolWords = { web: 'navigateur', imap: 'lecture', smtp: 'envoi', sieve: 'règles' } as const

export const exportSignIns = (
  { actor, database, ports }: Reading,
  filter: SignInFilter,
): Promise<FileGiven> =>
  csvTable(dated('connexions', ports.clock), signInHeader, {
    page: (wish) => findSignInPage(database, actor.scope, { ...filter, ...wish }),
    cells: (row) => [
      ...[row.at, row.login, row.person?.name, row.commune?.name, outcomeWords[row.outcome]],
      ...[protocolWords[row.protocol], row.device, row.appPassword?.label, row.client],
    ],
    most: mostOfLog,
  })

const appPasswordHeader = [
  ...['appareil', 'personne', 'adresse_de_la_personne', 'boite', 'commune', 'lecture', 'envoi'],
  ...['dernier_usage', 'cree_le'],
]

export const exportAppPasswords = (
  { actor, database, ports }: Reading,
  filter: AppPasswordFilter,
): Promise<FileGiven> =>
  csvTable(dated('appareils', ports.clock), appPasswordHeader, {
    page: (wish) => findAppPasswordPage(database, actor.scope, { ...filter, ...wish }),
    cells: (row) => [
      ...[row.label, row.person.name, row.person.email, row.mailbox.address, row.commune.name],
      ...[yes(row.imap), yes(row.smtp), row.lastUsedAt, row.createdAt],
    ],
  })

const eventHeader = [
  ...['date', 'fait (code)', 'depuis', 'identifiant', 'essais', 'comptes', 'minutes_de_blocage'],
  ...['connexions', 'secondes_de_refus', 'maniere'],
  ...['boite', 'limite', 'destinataires_permis', 'destinataires', 'premiers_contacts', 'signes'],
]
const boundWords: Readonly<Record<SendingBound, string>> = {
  mailboxHour: 'boîte et heure',
  mailboxDay: 'boîte et jour',
  communeHour: 'commune et heure',
  firstTimeDay: 'premiers contacts par jour',
}
const signalWords: Readonly<Record<TakeoverSignal, string>> = {
  'new-network': 'nouveau réseau',
  burst: 'envoi massif',
  'new-forward': 'nouveau renvoi',
}
const signalsIn = (signals: readonly TakeoverSignal[] = []): string =>
  signals.map((signal) => signalWords[signal]).join(', ')
const mannerWords = {
  'false-end-of-data': 'fausse fin de message',
  'behind-starttls': 'commandes en clair avant le chiffrement',
  'before-the-answer': 'commandes avant la réponse',
} as const

export const exportSecurityEvents = ({ database, ports }: Reading, filter: EventFilter): Promise<FileGiven> =>
  csvTable(dated('journal-securite', ports.clock), eventHeader, {
    page: (wish) => findSecurityEventPage(database, { ...filter, ...wish }),
    cells: ({ at, kind, network, facts }) => [
      ...[at, kind, network, facts.login, facts.failures, facts.logins, facts.closedMinutes],
      ...[facts.connections, facts.refusedSeconds, facts.manner && mannerWords[facts.manner]],
      ...[facts.mailbox, facts.bound && boundWords[facts.bound], facts.most, facts.recipients],
      ...[facts.firstTime, signalsIn(facts.signals)],
    ],
    most: mostOfLog,
  })

export const exportBlocks = ({ database, ports }: Reading, filter: BlockFilter): Promise<FileGiven> =>
  csvTable(dated('blocages', ports.clock), ['identifiant', 'depuis', 'essais', 'jusqu_au'], {
    page: (wish) => findBlocks(database, { ...filter, ...wish }),
    cells: (row) => [row.login, row.network, row.failures, row.until],
  })

const alertHeader = [
  ...[
    'alerte (code)',
    'sujet',
    'commune',
    'pour',
    'par',
    'jusqu_au',
    'essais',
    'comptes',
    'reseaux',
    'reseau',
  ],
  ...['minutes_de_blocage', 'fois', 'depuis_le', 'derniere', 'vue_le'],
  ...['destinataires', 'premiers_contacts', 'signes', 'reference'],
]

export const exportAlerts = ({ database, ports }: Reading, seen: boolean | undefined): Promise<FileGiven> =>
  csvTable(dated('alertes', ports.clock), alertHeader, {
    page: (wish) => findAlertPage(database, { seen, ...wish }),
    cells: (row) => [
      ...[row.kind, row.subject, row.commune?.name, row.to, row.by, dateOf(row.facts.until)],
      ...[row.facts.failures, row.facts.logins, row.facts.networks, row.facts.network],
      ...[row.facts.closedMinutes, row.times, row.since, row.lastAt, row.seenAt],
      ...[row.facts.recipients, row.facts.firstTime, signalsIn(row.facts.signals)],
      row.facts.queueId,
    ],
  })
