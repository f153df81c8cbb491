// What became of messages, and what is held of them, as tables for a spreadsheet: never a subject, never what a message says.

import type { HeldSearch } from '#db/stores/held/find-held.ts'
import { findTracePage, type TraceFilter } from '#db/stores/trace/trace-pages.ts'
import type { FileGiven } from '#http/answer.ts'
import { heldPage } from '../held/held-page.ts'
import { csvTable, dated, mostOfLog, yes } from '../http/csv-table.ts'
import type { Reading } from '../http/handler.ts'

const traceHeader = [
  ...['date', 'reference', 'expediteur', 'domaine_affiche', 'boite', 'adresse_ecrite', 'commune'],
  ...['devenu', 'motif (code)', 'octets', 'serveur_distant'],
]
const outcomeWords = {
  delivered: 'remis',
  junk: 'dans les indésirables',
  forwarded: 'renvoyé',
  held: 'retenu',
  waiting: 'en attente',
  refused: 'refusé',
  deferred: 'à renvoyer',
  deleted: 'supprimé',
  expired: 'supprimé sans décision',
  sent: 'parti',
  returned: 'non remis',
} as const

export const exportTraces = ({ actor, database, ports }: Reading, filter: TraceFilter): Promise<FileGiven> =>
  csvTable(dated('suivi', ports.clock), traceHeader, {
    page: (wish) => findTracePage(database, actor.scope, { ...filter, ...wish }),
    cells: (row) => [
      ...[row.at, row.queueId, row.reversePath, row.authorDomain, row.recipient, row.given.join(' ')],
      ...[row.commune.name, outcomeWords[row.outcome], row.reason, row.bytes],
      row.takenBy?.host,
    ],
    most: mostOfLog,
  })

const heldHeader = [
  ...['retenu_le', 'reference', 'auteur', 'expediteur', 'destinataires', 'commune'],
  ...['motif (code)', 'constats (code)', 'dangereux', 'score', 'octets', 'supprime_le', 'decision_en_cours'],
]
const decisionWords = { release: 'remise', delete: 'suppression' } as const

export const exportHeld = (context: Reading, search: HeldSearch): Promise<FileGiven> =>
  csvTable(dated('quarantaine', context.ports.clock), heldHeader, {
    page: (wish) => heldPage(context, { ...search, ...wish }),
    cells: (row) => [
      ...[new Date(row.since), row.queueId, row.author, row.reversePath, row.recipients.join(' ')],
      ...[row.commune.name, row.reason, row.findings.join(' '), yes(row.dangerous), row.score],
      ...[row.bytes, new Date(row.expiresAt)],
      row.deciding === null ? null : decisionWords[row.deciding],
    ],
  })
